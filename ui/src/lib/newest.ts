// Questions that are asked as the user types: a moment after the last key, and only the newest answer counts.
import { asFailure } from './failure';
import type { Failure } from './failure';

export const SEARCH_MS = 150;

export class Newest {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  /** Asks a moment after the last key. Answers to what was asked before count until then. */
  soon(ask: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(ask, SEARCH_MS);
  }

  /** Nothing is asked any more, and no answer that is still to come counts. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  /** Asks now. */
  async ask<Answer>(
    question: () => Promise<Answer>,
    answered: (answer: Answer) => void,
    failed: (failure: Failure | null) => void,
  ): Promise<void> {
    this.drop();
    const asked = this.#asked;
    try {
      const answer = await question();
      if (asked !== this.#asked) return;
      answered(answer);
      failed(null);
    } catch (thrown) {
      if (asked === this.#asked) failed(asFailure(thrown));
    }
  }
}
