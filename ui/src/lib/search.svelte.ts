// Search as the user types.
import type { Backend } from './backend';
import type { Failure } from './failure';
import { Newest } from './newest';
import type { Hit } from './wire.gen';

/** No more are asked for. */
export const MOST_HITS = 20;

export class SearchController {
  words = $state('');
  /** `null` while nothing is searched for. */
  hits = $state.raw<Hit[] | null>(null);
  /** The words that `hits` were found by. */
  found = $state('');
  failure = $state.raw<Failure | null>(null);
  #newest = new Newest();

  constructor(private readonly backend: Backend) {}

  type(words: string): void {
    this.words = words;
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
    const words = this.words.trim();
    if (words === '') return;
    void this.#newest.ask(
      () => this.backend.search(words, null, MOST_HITS),
      (hits) => {
        this.hits = hits;
        this.found = words;
      },
      (failure) => (this.failure = failure),
    );
  }
}
