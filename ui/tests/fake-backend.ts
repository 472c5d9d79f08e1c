// A backend without a program behind it: it keeps what it was asked and says what a test wants said.
import type { Backend, Listener } from '../src/lib/backend';
import { blankPage, opened, overview } from './samples';
import { voice } from './voice-sample';
import type {
  Brief,
  Corrections,
  DraftEvent,
  FurtherDraft,
  FileList,
  Hit,
  Kept,
  Kind,
  LibraryEvent,
  ModelInfo,
  ModelStep,
  Opened,
  Overview,
  Page,
  PageLine,
  ReadingEvent,
  Received,
  ReplayEvent,
  Settings,
  Stored,
  VoiceOf,
  Wish,
} from '../src/lib/wire.gen';

export { nothingFound, nothingKept, blankPage, overview, folder, progress, source, opened, ready } from './samples';

export class FakeBackend implements Backend {
  asked: [string, ...unknown[]][] = [];
  draft: Listener<DraftEvent> = () => undefined;
  further: Listener<FurtherDraft[]> = () => undefined;
  reading: Listener<ReadingEvent> = () => undefined;
  library: Listener<LibraryEvent> = () => undefined;
  saved: Page[] = [];
  kept: Page[] = [];
  lines: PageLine[] = [];
  modelsHere: ModelInfo[] = [];
  refuseSave: unknown = null;
  hits: Hit[] = [];
  /** What there is of a kind and person; `null` is nothing. */
  voices: (kind: Kind, to: string) => VoiceOf | null | Promise<VoiceOf | null> = (_, to) => ({ ...voice, to });
  replay: Listener<ReplayEvent> = () => undefined;
  looked: FileList = { files: [], total: 0 };
  folder: string | null = '/home/u/mail';
  received: Received = { sender: 'Tom Averill <tom@x.example>', title: 'Keys', text: 'Who has the key?' };
  refuse: unknown = null;
  /** Answers `start_draft` at once unless a test wants to hold it back. */
  started: Promise<unknown> = Promise.resolve();
  /** The same for `open_page`. */
  opening: Promise<unknown> = Promise.resolve();

  constructor(public now: Overview = overview) {}

  async overview(): Promise<Overview> {
    this.asked.push(['overview']);
    return this.now;
  }
  async addSource(path: string, kind: unknown, onEvent: Listener<ReadingEvent>): Promise<void> {
    this.asked.push(['add_source', path, kind]);
    this.reading = onEvent;
  }
  async addSample(onEvent: Listener<ReadingEvent>): Promise<void> {
    this.asked.push(['add_sample']);
    this.reading = onEvent;
  }
  async stopReading(): Promise<void> {
    this.asked.push(['stop_reading']);
  }
  async pauseReading(paused: boolean): Promise<void> {
    this.asked.push(['pause_reading', paused]);
    this.now = { ...this.now, paused };
  }
  async tryAgain(path: string, onEvent: Listener<ReadingEvent>): Promise<void> {
    this.asked.push(['try_again', path]);
    this.reading = onEvent;
  }
  async files(words: string, state: unknown, limit: number): Promise<FileList> {
    this.asked.push(['files', words, state, limit]);
    return { ...this.looked };
  }
  async setSourceKind(path: string, kind: unknown): Promise<void> {
    this.asked.push(['set_source_kind', path, kind]);
  }
  async setKind(id: number, kind: unknown): Promise<void> {
    this.asked.push(['set_kind', id, kind]);
  }
  async forget(path: string): Promise<Kept> {
    this.asked.push(['forget', path]);
    const { kept } = this.now;
    this.now = { ...this.now, kept: { ...kept, record: 1_000_000, index: 0 } };
    return kept;
  }
  async setMe(who: string[]): Promise<void> {
    this.asked.push(['set_me', who]);
  }
  async saveSettings(settings: Settings): Promise<void> {
    this.asked.push(['save_settings', settings]);
    if (this.refuse !== null) throw this.refuse;
    this.now = { ...this.now, settings };
  }
  async prepare(brief: Brief): Promise<void> {
    this.asked.push(['prepare', brief]);
  }
  async startDraft(brief: Brief, wish: Wish, onEvent: Listener<DraftEvent>): Promise<number> {
    this.asked.push(['start_draft', brief, wish]);
    if (this.refuse !== null) throw this.refuse;
    this.draft = onEvent;
    await this.started;
    return 7;
  }
  async furtherDrafts(brief: Brief, wish: Wish, onEvent: Listener<FurtherDraft[]>): Promise<void> {
    this.asked.push(['further_drafts', brief, wish]);
    this.further = onEvent;
  }
  async stopDraft(id: number): Promise<void> {
    this.asked.push(['stop_draft', id]);
  }
  async savePage(page: Page): Promise<number> {
    this.saved.push(page);
    if (this.refuseSave !== null) throw this.refuseSave;
    return page.id || 5;
  }
  async openPage(id: number): Promise<Page> {
    this.asked.push(['open_page', id]);
    await this.opening;
    return this.kept.find((page) => page.id === id) ?? blankPage;
  }
  async pages(words: string, limit: number): Promise<PageLine[]> {
    this.asked.push(['pages', words, limit]);
    return this.lines;
  }
  async removePage(id: number): Promise<void> {
    this.asked.push(['remove_page', id]);
    this.lines = this.lines.filter((line) => line.id !== id);
  }
  /** The cross of the window is pressed. */
  close: Listener<null> = () => undefined;
  async closing(onEvent: Listener<null>): Promise<void> {
    this.close = onEvent;
  }
  async mayClose(saved: boolean): Promise<void> {
    this.asked.push(['may_close', saved]);
  }
  async drawn(): Promise<void> {
    this.asked.push(['drawn']);
  }
  async models(): Promise<ModelInfo[]> {
    return this.modelsHere;
  }
  /** The next model that is added is done once this is. */
  adding: Promise<string | null> = Promise.resolve('mine');
  step: Listener<ModelStep> = () => undefined;
  async pickModel(): Promise<string | null> {
    return this.folder === null ? null : '/home/u/mine.gguf';
  }
  async addModel(path: string, onEvent: Listener<ModelStep>): Promise<string | null> {
    this.asked.push(['add_model', path]);
    this.step = onEvent;
    return this.adding;
  }
  async stopAdding(): Promise<void> {
    this.asked.push(['stop_adding']);
  }
  async removeModel(name: string): Promise<void> {
    this.asked.push(['remove_model', name]);
    if (this.refuse !== null) throw this.refuse;
    this.modelsHere = this.modelsHere.filter((model) => model.name !== name);
  }
  async stored(): Promise<Stored> {
    return { folder: '/home/u/.local/share/longhand', kept: { record: 2_000_000, index: 1_000_000, ahead: 0, models: 0 } };
  }
  async forgetAll(): Promise<void> {
    this.asked.push(['forget_all']);
    this.now = overview;
  }
  async droppedMessage(file: File): Promise<Received> {
    this.asked.push(['dropped_message', file.name]);
    if (this.refuse !== null) throw this.refuse;
    return this.received;
  }
  async openDocument(id: number): Promise<Opened> {
    this.asked.push(['open_document', id]);
    return opened;
  }
  async showFolder(id: number): Promise<void> {
    this.asked.push(['show_folder', id]);
  }
  async saveAs(page: Page, ending: string): Promise<string | null> {
    this.asked.push(['save_as', page.text, ending]);
    if (this.refuse !== null) throw this.refuse;
    return `/home/u/page.${ending}`;
  }
  async openMail(page: Page): Promise<void> {
    this.asked.push(['open_mail', page.text]);
  }
  async search(words: string, kind: unknown, limit: number): Promise<Hit[]> {
    this.asked.push(['search', words, kind, limit]);
    return this.hits;
  }
  async pickSource(archive: boolean): Promise<string | null> {
    this.asked.push(['pick_source', archive]);
    return this.folder;
  }
  async voice(kind: Kind, to: string): Promise<VoiceOf | null> {
    this.asked.push(['voice', kind, to]);
    return this.voices(kind, to);
  }
  async correct(kind: string, to: string, corrections: Corrections): Promise<void> {
    this.asked.push(['correct', kind, to, corrections]);
    if (this.refuse !== null) throw this.refuse;
  }
  async startReplay(kind: unknown, last: number, onEvent: Listener<ReplayEvent>): Promise<void> {
    this.asked.push(['start_replay', kind, last]);
    if (this.refuse !== null) throw this.refuse;
    this.replay = onEvent;
  }
  async stopReplay(): Promise<void> {
    this.asked.push(['stop_replay']);
  }
  async follow(onEvent: Listener<LibraryEvent>): Promise<Overview> {
    this.asked.push(['follow']);
    if (this.refuse !== null) throw this.refuse;
    this.library = onEvent;
    return this.now;
  }
}
