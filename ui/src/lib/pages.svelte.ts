// The list of everything that was written, searched as one types.
import type { Backend } from './backend';
import { asFailure } from './failure';
import type { Failure } from './failure';
import { Newest } from './newest';
import type { PageLine } from './wire.gen';

/** So many are asked for, and so many more each time. */
export const MOST_PAGES = 200;

export class PagesController {
  words = $state('');
  /** `null` until it was asked for. */
  lines = $state.raw<PageLine[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** No more were asked for. */
  most = $state(MOST_PAGES);
  #newest = new Newest();

  constructor(private readonly backend: Backend) {}

  type(words: string): void {
    this.words = words;
    this.most = MOST_PAGES;
    this.#newest.soon(() => void this.load());
  }

  load(): Promise<void> {
    return this.#ask(this.most);
  }

  /** The list goes on where it ended. */
  showMore(): Promise<void> {
    return this.#ask(this.most + MOST_PAGES);
  }

  #ask(most: number): Promise<void> {
    return this.#newest.ask(
      () => this.backend.pages(this.words, most),
      (lines) => {
        this.lines = lines;
        this.most = most;
      },
      (failure) => (this.failure = failure),
    );
  }

  /** Whether nothing was ever written. */
  async none(): Promise<boolean> {
    await this.load();
    return this.lines?.length === 0;
  }

  /** Everything was deleted. */
  reset(): void {
    this.#newest.drop();
    this.words = '';
    this.most = MOST_PAGES;
    this.lines = null;
    this.failure = null;
  }

  /** What could not be removed stays in the list, with the reason above it. */
  async remove(id: number): Promise<void> {
    let failure: Failure | null = null;
    try {
      await this.backend.removePage(id);
    } catch (thrown) {
      failure = asFailure(thrown);
    }
    await this.load();
    this.failure ??= failure;
  }
}
