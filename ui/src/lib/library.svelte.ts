// What the window knows of the library, and everything it can ask of it.
import type { Backend, Listener } from './backend';
import { asFailure } from './failure';
import type { Failure } from './failure';
import { ModelsController } from './models.svelte';
import { oneAtATime } from './one-at-a-time';
import { nothingRead, readingBegun, readingReducer } from './reading-state';
import type { ReadingState } from './reading-state';
import type {
  DocumentId,
  Kept,
  Kind,
  LibraryEvent,
  Overview,
  ReadingEvent,
  ReadingProgress,
  Sender,
  Settings,
  SourceFolder,
} from './wire.gen';

/** Many files changing at once ask for one overview, not for many. */
const TOGETHER_MS = 200;

/** All that is kept of what was read; models are no memory of it. */
export function memory({ record, index, ahead }: Kept): number {
  return record + index + ahead;
}

type Start = (onEvent: Listener<ReadingEvent>) => Promise<void>;

export class LibraryController {
  overview = $state.raw<Overview | null>(null);
  reading = $state.raw<ReadingState>(nothingRead);
  /** What is being read without anybody having asked for it. */
  background = $state.raw<ReadingProgress | null>(null);
  /** Bytes that were kept before and after something was forgotten. */
  forgotten = $state.raw<{ before: number; after: number } | null>(null);
  /** How many readings have begun by the user's wish, at the first try or at a later one. */
  begun = $state(0);
  failure = $state.raw<Failure | null>(null);
  retry = $state.raw<(() => void) | null>(null);
  #soon: ReturnType<typeof setTimeout> | undefined;
  /** What began the last reading. */
  #start: Start | null = null;
  /** The settings as they are saved, while others are on their way. */
  #kept: Settings | null = null;
  readonly #saved = oneAtATime(() => this.#saveNewest());

  readonly models: ModelsController;

  constructor(private readonly backend: Backend) {
    this.models = new ModelsController(backend, () => this.refresh());
  }

  /** Something is being read, by this window's wish or by the program's own. */
  get busy(): boolean {
    return this.reading.phase === 'running' || (this.overview?.reading ?? false);
  }

  get paused(): boolean {
    return this.overview?.paused ?? false;
  }

  /** How far that is which is being read. */
  get progress(): ReadingProgress | null {
    return this.reading.phase === 'running' ? this.reading.progress : this.background;
  }

  get senders(): Sender[] {
    return this.overview?.senders ?? [];
  }

  get nobodyIsMe(): boolean {
    return this.senders.length > 0 && !this.senders.some(({ me }) => me);
  }

  get sample(): SourceFolder | null {
    return this.overview?.sources.find(({ sample }) => sample) ?? null;
  }

  /** The sample library lies beside the user's own folders. */
  get borrowed(): boolean {
    return this.sample !== null && (this.overview?.sources.some(({ sample }) => !sample) ?? false);
  }

  async load(): Promise<Overview | null> {
    this.dismissFailure();
    await this.#try(async () => {
      this.overview = await this.backend.follow((event) => this.#followed(event));
    });
    return this.overview;
  }

  async refresh(): Promise<void> {
    await this.#try(
      async () => {
        const fresh = await this.backend.overview();
        // Settings that are on their way hold already.
        const settings = this.#kept === null ? fresh.settings : (this.overview ?? fresh).settings;
        this.overview = { ...fresh, settings };
      },
      () => void this.refresh(),
    );
  }

  /** A folder, or with `archive` a file that holds many mails. Whether reading has begun: not if none was chosen after all. */
  async add(archive: boolean): Promise<boolean> {
    this.dismissFailure();
    let path: string | null = null;
    await this.#try(async () => {
      path = await this.backend.pickSource(archive);
    });
    const chosen: string | null = path;
    if (chosen === null) return false;
    return this.#read((onEvent) => this.backend.addSource(chosen, null, onEvent));
  }

  addSample(): Promise<boolean> {
    return this.#read((onEvent) => this.backend.addSample(onEvent));
  }

  /** The last reading once more: it could not go on. */
  readAgain(): void {
    if (this.#start !== null) void this.#read(this.#start);
  }

  async stopReading(): Promise<void> {
    await this.#try(() => this.backend.stopReading());
  }

  async pause(paused: boolean): Promise<void> {
    const done = await this.#try(
      () => this.backend.pauseReading(paused),
      () => void this.pause(paused),
    );
    if (done) await this.refresh();
  }

  /** A file that could not be read, or all of them below a folder. */
  tryAgain(path: string): Promise<boolean> {
    return this.#read((onEvent) => this.backend.tryAgain(path, onEvent));
  }

  async setSourceKind(path: string, kind: Kind | null): Promise<void> {
    const done = await this.#try(
      () => this.backend.setSourceKind(path, kind),
      () => void this.setSourceKind(path, kind),
    );
    if (done) await this.refresh();
  }

  /** Whether it is kept. */
  async setKind(id: DocumentId, kind: Kind | null): Promise<boolean> {
    const done = await this.#try(
      () => this.backend.setKind(id, kind),
      () => void this.setKind(id, kind),
    );
    if (done) await this.refresh();
    return done;
  }

  async forget(path: string): Promise<void> {
    let before: Kept | null = null;
    const done = await this.#try(
      async () => {
        before = await this.backend.forget(path);
      },
      () => void this.forget(path),
    );
    if (!done) return;
    await this.refresh();
    const after = this.overview?.kept;
    if (before !== null && after) this.forgotten = { before: memory(before), after: memory(after) };
  }

  /** Names and addresses that the user gave and that are no sender's. */
  get names(): string[] {
    const isSender = (name: string): boolean =>
      this.senders.some(({ person }) => person.address === name || person.name.toLowerCase() === name);
    return (this.overview?.me ?? []).filter((name) => !isSender(name));
  }

  /** The senders that are the user; `names` stay as they are. Whether it was kept. */
  setMe(senders: string[]): Promise<boolean> {
    return this.#setWho([...senders, ...this.names]);
  }

  /** These in the place of `names`; the senders stay as they are. Whether it was kept. */
  setNames(names: string[]): Promise<boolean> {
    const given = this.names;
    return this.#setWho([...(this.overview?.me ?? []).filter((name) => !given.includes(name)), ...names]);
  }

  async #setWho(who: string[]): Promise<boolean> {
    const done = await this.#try(
      () => this.backend.setMe(who),
      () => void this.#setWho(who),
    );
    if (done) await this.refresh();
    return done;
  }

  /** They hold at once, and are saved one after the other: the older never arrives last. */
  async saveSettings(settings: Settings): Promise<void> {
    if (this.overview === null) return;
    this.#kept ??= this.overview.settings;
    this.overview = { ...this.overview, settings };
    await this.#saved();
  }

  async #saveNewest(): Promise<void> {
    if (this.overview === null || this.#kept === null) return;
    const { settings } = this.overview;
    this.dismissFailure();
    const done = await this.#try(
      () => this.backend.saveSettings(settings),
      () => void this.saveSettings(settings),
    );
    if (done) this.#kept = settings;
    // Newer ones follow, with what these changed among them.
    if (this.overview.settings !== settings) return;
    if (!done) this.overview = { ...this.overview, settings: this.#kept };
    this.#kept = null;
    if (done) await this.refresh();
  }

  dismissReading(): void {
    this.reading = nothingRead;
  }

  /** Everything was deleted. */
  reset(): void {
    this.dismissReading();
    this.dismissForgotten();
    this.dismissFailure();
    this.background = null;
  }

  dismissForgotten(): void {
    this.forgotten = null;
  }

  dismissFailure(): void {
    this.failure = null;
    this.retry = null;
  }

  async #read(start: Start): Promise<boolean> {
    this.dismissFailure();
    const before = this.reading;
    this.#start = start;
    this.reading = readingBegun;
    const begun = await this.#try(
      () => start((event) => this.#told(event)),
      () => void this.#read(start),
    );
    if (begun) this.begun += 1;
    // A refusal because something is read already must not hide how that goes on.
    else this.reading = before;
    return begun;
  }

  #told(event: ReadingEvent): void {
    this.reading = readingReducer(this.reading, event);
    if (event.event === 'ended') void this.refresh();
  }

  #followed(event: LibraryEvent): void {
    if (event.event === 'not_watched') {
      this.failure = event.error;
      this.retry = null;
      return;
    }
    if (event.event === 'reading') {
      this.background = event.progress;
      return;
    }
    if (this.#soon !== undefined) return;
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      void this.refresh();
    }, TOGETHER_MS);
  }

  async #try(action: () => Promise<void>, retry: (() => void) | null = null): Promise<boolean> {
    try {
      await action();
      return true;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      this.retry = retry && ((): void => (this.dismissFailure(), retry()));
      return false;
    }
  }
}
