// Search as the user types.
import type { Backend } from './backend';
import type { Failure } from './failure';
import { Newest } from './newest';
import type { Hit } from './wire.gen';

/** So many are asked for, and so many more each time. */
export const MOST_HITS = 20;

export class SearchController {
  words = $state('');
  /** `null` while nothing is searched for. */
  hits = $state.raw<Hit[] | null>(null);
  /** The words that `hits` were found by. */
  found = $state('');
  /** No more were asked for. */
  most = $state(MOST_HITS);
  failure = $state.raw<Failure | null>(null);
  #newest = new Newest();

  constructor(private readonly backend: Backend) {}

  type(words: string): void {
    this.words = words;
    this.most = MOST_HITS;
    this.#newest.drop();
    if (words.trim() === '') {
      this.hits = null;
      this.failure = null;
      return;
    }
    this.#newest.soon(() => this.again());
  }

  /** Asks once more: something of what was found is another now. */
  again(): void {
    void this.#ask(this.most);
  }

  /** The list goes on where it ended. */
  showMore(): Promise<void> {
    return this.#ask(this.most + MOST_HITS);
  }

  async #ask(most: number): Promise<void> {
    const words = this.words.trim();
    if (words === '') return;
    await this.#newest.ask(
      () => this.backend.search(words, null, most),
      (hits) => {
        this.hits = hits;
        this.found = words;
        this.most = most;
      },
      (failure) => (this.failure = failure),
    );
  }
}
