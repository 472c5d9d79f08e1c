// Tells the engine what would be drafted from just now, so that it can work in the pauses of writing.
import { oneAtATime } from './one-at-a-time';
import type { Brief } from './wire.gen';

/** Changes that come so close together are told as one, and only after the key that made them was painted. */
export const TOGETHER_MS = 30;

export class Preparer {
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    /** `null` while there is nothing to prepare for: no page yet, or a draft that runs. */
    private readonly brief: () => Brief | null,
    private readonly prepare: (brief: Brief) => Promise<void>,
  ) {}

  changed(): void {
    if (this.#soon !== undefined) return;
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      void this.#tell();
    }, TOGETHER_MS);
  }

  // Two calls on their way at once could arrive the wrong way round.
  readonly #tell = oneAtATime(async () => {
    const brief = this.brief();
    if (brief === null) return;
    try {
      await this.prepare(brief);
    } catch {
      // It is only preparation: a draft does all of this itself, and says then what is wrong.
    }
  });
}
