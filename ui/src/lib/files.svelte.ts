// The files that were looked at, found by name or reason as the user types.
import type { Backend } from './backend';
import type { Failure } from './failure';
import { Newest } from './newest';
import type { FileList, FileState } from './wire.gen';

const LIMIT = 100;

export class FilesController {
  words = $state('');
  state = $state<FileState | null>(null);
  /** `null` before the first answer. */
  list = $state.raw<FileList | null>(null);
  failure = $state.raw<Failure | null>(null);
  #newest = new Newest();

  constructor(private readonly backend: Backend) {}

  type(words: string): void {
    this.words = words;
    this.#newest.soon(() => void this.refresh());
  }

  choose(state: FileState | null): void {
    this.state = state;
    void this.refresh();
  }

  /** All of one sort, whatever was searched for before. */
  show(state: FileState): void {
    this.words = '';
    this.choose(state);
  }

  /** Everything was deleted. */
  reset(): void {
    this.#newest.drop();
    this.words = '';
    this.state = null;
    this.list = null;
    this.failure = null;
  }

  refresh(): Promise<void> {
    return this.#newest.ask(
      () => this.backend.files(this.words.trim(), this.state, LIMIT),
      (list) => (this.list = list),
      (failure) => (this.failure = failure),
    );
  }
}
