// The list of everything that was written, searched as one types.
import type { Backend } from './backend';
import { asFailure } from './failure';
import type { Failure } from './failure';
import { SEARCH_MS } from './search.svelte';
import type { PageLine } from './wire.gen';

export class PagesController {
  words = $state('');
  /** `null` until it was asked for. */
  lines = $state.raw<PageLine[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(private readonly backend: Backend) {}

  type(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), SEARCH_MS);
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const lines = await this.backend.pages(this.words);
      if (asked !== this.#asked) return;
      this.lines = lines;
      this.failure = null;
    } catch (thrown) {
      if (asked === this.#asked) this.failure = asFailure(thrown);
    }
  }

  async remove(id: number): Promise<void> {
    try {
      await this.backend.removePage(id);
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
    await this.load();
  }
}
