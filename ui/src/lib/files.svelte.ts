// The files that were looked at, found by name or reason as the user types; the newest question counts.
import type { Backend } from './backend';
import { asFailure } from './failure';
import type { Failure } from './failure';
import { SEARCH_MS } from './search.svelte';
import type { FileList, FileState } from './wire.gen';

const LIMIT = 100;

export class FilesController {
  words = $state('');
  state = $state<FileState | null>(null);
  /** `null` before the first answer. */
  list = $state.raw<FileList | null>(null);
  failure = $state.raw<Failure | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(private readonly backend: Backend) {}

  type(words: string): void {
    this.words = words;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), SEARCH_MS);
  }

  choose(state: FileState | null): void {
    this.state = state;
    void this.refresh();
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    const asked = ++this.#asked;
    try {
      const list = await this.backend.files(this.words.trim(), this.state, LIMIT);
      if (asked !== this.#asked) return;
      this.list = list;
      this.failure = null;
    } catch (thrown) {
      if (asked === this.#asked) this.failure = asFailure(thrown);
    }
  }
}
