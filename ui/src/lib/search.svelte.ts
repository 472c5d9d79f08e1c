// Search as the user types: asked a moment after the last key, and only the newest answer counts.
import type { Backend } from './backend';
import { asFailure } from './failure';
import type { Failure } from './failure';
import type { Hit } from './wire.gen';

export const SEARCH_MS = 150;
const LIMIT = 20;

export class SearchController {
  words = $state('');
  /** `null` while nothing is searched for. */
  hits = $state.raw<Hit[] | null>(null);
  /** The words that `hits` were found by. */
  found = $state('');
  failure = $state.raw<Failure | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(private readonly backend: Backend) {}

  type(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    if (words.trim() === '') {
      this.hits = null;
      this.failure = null;
      return;
    }
    this.#timer = setTimeout(() => void this.#ask(words.trim(), asked), SEARCH_MS);
  }

  /** Asks once more: something of what was found is another now. */
  again(): void {
    if (this.words.trim() !== '') void this.#ask(this.words.trim(), ++this.#asked);
  }

  async #ask(words: string, asked: number): Promise<void> {
    try {
      const hits = await this.backend.search(words, null, LIMIT);
      if (asked !== this.#asked) return;
      this.hits = hits;
      this.found = words;
      this.failure = null;
    } catch (thrown) {
      if (asked === this.#asked) this.failure = asFailure(thrown);
    }
  }
}
