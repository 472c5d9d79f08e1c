// What the window may ask of the program behind it, and the one implementation of that over Tauri.
import { Channel, invoke } from '@tauri-apps/api/core';
import type {
  Brief,
  Corrections,
  DocumentId,
  DraftEvent,
  DraftId,
  FurtherDraft,
  FileList,
  FileState,
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
} from './wire.gen';

export type Listener<Event> = (event: Event) => void;

/** A rejected promise carries the wire's `Error`; `asFailure` reads it. */
export interface Backend {
  overview(): Promise<Overview>;
  addSource(path: string, kind: Kind | null, onEvent: Listener<ReadingEvent>): Promise<void>;
  addSample(onEvent: Listener<ReadingEvent>): Promise<void>;
  stopReading(): Promise<void>;
  pauseReading(paused: boolean): Promise<void>;
  /** A file that could not be read, or all below a folder. */
  tryAgain(path: string, onEvent: Listener<ReadingEvent>): Promise<void>;
  files(words: string, state: FileState | null, limit: number): Promise<FileList>;
  /** `null` guesses. */
  setSourceKind(path: string, kind: Kind | null): Promise<void>;
  setKind(id: DocumentId, kind: Kind | null): Promise<void>;
  /** Answers how much was kept before. */
  forget(path: string): Promise<Kept>;
  setMe(who: string[]): Promise<void>;
  saveSettings(settings: Settings): Promise<void>;
  /** What would be drafted from just now; the engine works on it in the pauses. */
  prepare(brief: Brief): Promise<void>;
  startDraft(brief: Brief, wish: Wish, onEvent: Listener<DraftEvent>): Promise<DraftId>;
  stopDraft(id: DraftId): Promise<void>;
  /** Told once, the best first, unless a key or a draft comes before they are done. */
  furtherDrafts(brief: Brief, wish: Wish, onEvent: Listener<FurtherDraft[]>): Promise<void>;
  /** Returns the page's number; 0 for one on which nothing stands. */
  savePage(page: Page): Promise<number>;
  /** 0 opens a new one. */
  openPage(id: number): Promise<Page>;
  pages(words: string, limit: number): Promise<PageLine[]>;
  removePage(id: number): Promise<void>;
  search(words: string, kind: Kind | null, limit: number): Promise<Hit[]>;
  /** A folder, or with `archive` a file. */
  pickSource(archive: boolean): Promise<string | null>;
  /** Answers with what there is; from then on it is told what changes. */
  follow(onEvent: Listener<LibraryEvent>): Promise<Overview>;
  /** One can write: what could wait for that begins. */
  drawn(): Promise<void>;
  /** The window waits for `mayClose` when it is to close. */
  closing(onEvent: Listener<null>): Promise<void>;
  /** Whether all is saved; if not, it stays until it is to close once more. */
  mayClose(saved: boolean): Promise<void>;
  models(): Promise<ModelInfo[]>;
  /** The file of one. */
  pickModel(): Promise<string | null>;
  /** Answers with its name when it is done; `null` if it was stopped. */
  addModel(path: string, onEvent: Listener<ModelStep>): Promise<string | null>;
  stopAdding(): Promise<void>;
  removeModel(name: string): Promise<void>;
  stored(): Promise<Stored>;
  forgetAll(): Promise<void>;
  /** In texts of a kind, to one person or, where `to` is empty, to everybody; `null` where there is none. */
  voice(kind: Kind, to: string): Promise<VoiceOf | null>;
  correct(kind: Kind, to: string, corrections: Corrections): Promise<void>;
  startReplay(kind: Kind | null, last: number, onEvent: Listener<ReplayEvent>): Promise<void>;
  stopReplay(): Promise<void>;
  /** Reads a file that was dropped; it is parsed in a process of its own. */
  droppedMessage(file: File): Promise<Received>;
  openDocument(id: DocumentId): Promise<Opened>;
  showFolder(id: DocumentId): Promise<void>;
  /** Where it was saved; `null` if the user did not say. */
  saveAs(page: Page, ending: string): Promise<string | null>;
  openMail(page: Page): Promise<void>;
}

// The handler is set before the call that uses the channel: the first event may come before the answer.
function channel<Event>(listener: Listener<Event>): Channel<Event> {
  return new Channel<Event>(listener);
}

export const tauriBackend: Backend = {
  overview: () => invoke('overview'),
  addSource: (path, kind, onEvent) => invoke('add_source', { path, kind, onEvent: channel(onEvent) }),
  addSample: (onEvent) => invoke('add_sample', { onEvent: channel(onEvent) }),
  stopReading: () => invoke('stop_reading'),
  pauseReading: (paused) => invoke('pause_reading', { paused }),
  tryAgain: (path, onEvent) => invoke('try_again', { path, onEvent: channel(onEvent) }),
  files: (words, state, limit) => invoke('files', { words, state, limit }),
  setSourceKind: (path, kind) => invoke('set_source_kind', { path, kind }),
  setKind: (id, kind) => invoke('set_kind', { id, kind }),
  forget: (path) => invoke('forget', { path }),
  setMe: (who) => invoke('set_me', { who }),
  saveSettings: (settings) => invoke('save_settings', { settings }),
  prepare: (brief) => invoke('prepare', { brief }),
  startDraft: (brief, wish, onEvent) => invoke('start_draft', { brief, wish, onEvent: channel(onEvent) }),
  stopDraft: (id) => invoke('stop_draft', { id }),
  furtherDrafts: (brief, wish, onEvent) => invoke('further_drafts', { brief, wish, onEvent: channel(onEvent) }),
  savePage: (page) => invoke('save_page', { page }),
  openPage: (id) => invoke('open_page', { id }),
  pages: (words, limit) => invoke('pages', { words, limit }),
  removePage: (id) => invoke('remove_page', { id }),
  search: (words, kind, limit) => invoke('search', { words, kind, limit }),
  pickSource: (archive) => invoke('pick_source', { archive }),
  follow: (onEvent) => invoke('follow', { onEvent: channel(onEvent) }),
  drawn: () => invoke('drawn'),
  closing: (onEvent) => invoke('closing', { onEvent: channel(onEvent) }),
  mayClose: (saved) => invoke('may_close', { saved }),
  models: () => invoke('models'),
  pickModel: () => invoke('pick_model'),
  addModel: (path, onEvent) => invoke('add_model', { path, onEvent: channel(onEvent) }),
  stopAdding: () => invoke('stop_adding'),
  removeModel: (name) => invoke('remove_model', { name }),
  stored: () => invoke('stored'),
  forgetAll: () => invoke('forget_all'),
  voice: (kind, to) => invoke('voice', { kind, to }),
  correct: (kind, to, corrections) => invoke('correct', { kind, to, corrections }),
  startReplay: (kind, last, onEvent) => invoke('start_replay', { kind, last, onEvent: channel(onEvent) }),
  stopReplay: () => invoke('stop_replay'),
  droppedMessage: async (file) => {
    const headers = { name: encodeURIComponent(file.name) };
    return invoke('dropped_message', new Uint8Array(await file.arrayBuffer()), { headers });
  },
  openDocument: (id) => invoke('open_document', { id }),
  showFolder: (id) => invoke('show_folder', { id }),
  saveAs: (page, ending) => invoke('save_as', { page, ending }),
  openMail: (page) => invoke('open_mail', { page }),
};
