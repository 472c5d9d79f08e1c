// Saves the page a moment after the last change, never far behind, one save at a time.
import { oneAtATime } from './one-at-a-time';
import type { Page } from './wire.gen';

export const QUIET_MS = 300;
export const BEHIND_MS = 1000;

export class PageSaver {
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #behind: ReturnType<typeof setTimeout> | undefined;

  #last: Promise<void> = Promise.resolve();
  #saves = 0;

  constructor(
    private readonly snapshot: () => Page,
    private readonly save: (page: Page) => Promise<void>,
    private readonly failed: (thrown: unknown) => void,
    private readonly saved: () => void = () => undefined,
  ) {}

  changed(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.flush(), QUIET_MS);
    this.#behind ??= setTimeout(() => this.flush(), BEHIND_MS);
  }

  /** How many saves were begun. */
  get saves(): number {
    return this.#saves;
  }

  /** Whether a change waits for its save. */
  get unsaved(): boolean {
    return this.#quiet !== undefined;
  }

  /** Saves now if anything changed since the last save began. */
  flush(): void {
    if (this.#quiet === undefined) return;
    clearTimeout(this.#quiet);
    clearTimeout(this.#behind);
    this.#quiet = undefined;
    this.#behind = undefined;
    this.#saves += 1;
    this.#last = this.#write();
  }

  /** Waits until nothing is on its way any more. */
  async quiet(): Promise<void> {
    await this.#last;
  }

  // Two saves on their way at once could arrive the wrong way round.
  readonly #write = oneAtATime(async () => {
    try {
      await this.save(this.snapshot());
      this.saved();
    } catch (thrown) {
      this.failed(thrown);
    }
  });
}
