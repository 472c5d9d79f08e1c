// What the user looks at in the text: a sentence and what it leans on, an underlined place, words that are chosen.
import type { Check } from './editor/checks';
import { leaning } from './leaning';
import type { Leaning } from './leaning';
import type { Source } from './wire.gen';

export class Looking {
  /** What the sentence leans on. */
  leaning = $state.raw<Leaning | null>(null);
  /** Why the place where the caret stands is underlined. */
  check = $state.raw<Check | null>(null);
  /** Words are chosen. */
  chosen = $state(false);

  constructor(private readonly sources: () => readonly Source[]) {}

  at(sentence: string | null): void {
    this.leaning = sentence === null ? null : leaning(sentence, this.sources());
  }

  /** Another text stands there. */
  forget(): void {
    this.leaning = null;
    this.check = null;
    this.chosen = false;
  }
}
