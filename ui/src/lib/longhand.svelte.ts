// The window as a whole: its pages, the draft and the library, and what one has to tell the other.
import { tick, untrack } from 'svelte';
import type { Backend } from './backend';
import { DraftController } from './draft.svelte';
import type { Manuscript } from './editor/manuscript';
import { endOfDraft, endOfReplay, turnedTo } from './endings';
import { asFailure } from './failure';
import type { Failure } from './failure';
import { focusPage } from './focus';
import { nextFrame } from './frame';
import { LibraryController } from './library.svelte';
import { Looking } from './looking.svelte';
import { Messages } from './messages';
import { PageController } from './page.svelte';
import { PagesController } from './pages.svelte';
import { Preparer } from './preparer';
import { ReplayController } from './replay.svelte';
import { FilesController } from './files.svelte';
import { SearchController } from './search.svelte';
import { s } from './strings';
import { VoiceController } from './voice.svelte';
import { WishController } from './wish.svelte';
import { WritingController } from './writing.svelte';
import type { DocumentId, Opened, Page } from './wire.gen';

export type Place = 'loading' | 'first' | 'write' | 'drafts' | 'library' | 'voice' | 'settings';

export class Longhand {
  place = $state<Place>('loading');
  /** What a screen reader is told: stages and the end, never the words of a draft. */
  spoken = $state('');
  /** On the writing page one was in the text last, and not in the brief or beside it. */
  inText = false;
  /** The list of keys is shown. */
  keys = $state(false);
  /** A document that is shown whole, and the words of it that one wants to see. */
  shown = $state.raw<(Opened & { passage: string }) | null>(null);
  /** What went wrong in passing: a message that could not be read, a file that could not be saved. */
  failure = $state.raw<Failure | null>(null);
  readonly library: LibraryController;
  readonly draft: DraftController;
  readonly page: PageController;
  readonly pages: PagesController;
  readonly search: SearchController;
  readonly files: FilesController;
  readonly voice: VoiceController;
  readonly replay: ReplayController;
  readonly wishes: WishController;
  readonly looking = new Looking(() => this.draft.state.sources ?? []);
  readonly writing: WritingController;
  readonly messages: Messages;
  manuscript = $state.raw<Manuscript | null>(null);
  #preparer: Preparer;

  constructor(readonly backend: Backend) {
    this.library = new LibraryController(backend);
    this.search = new SearchController(backend);
    this.files = new FilesController(backend);
    this.pages = new PagesController(backend);
    this.voice = new VoiceController(backend);
    this.replay = new ReplayController(backend, () => this.#sayReplay());
    this.draft = new DraftController(backend, () => this.#draftChanged());
    this.#preparer = new Preparer(
      () => this.writing.nextBrief,
      (brief) => backend.prepare(brief),
    );
    this.page = new PageController(
      backend,
      () => this.draft.running && !this.writing.aside,
      () => this.#preparer.changed(),
      (drafted) => this.writing.kept(drafted),
    );
    this.messages = new Messages(backend, this.page, () => this.say(s.write.messageTaken));
    this.wishes = new WishController(backend, () => this.page.keep());
    this.writing = new WritingController(backend, this.draft, this.page, this.wishes, {
      wanted: () => this.library.overview?.settings.further_drafts === true,
      came: (count) => this.say(s.write.furtherCame(count)),
    });
    void backend.closing(() => void this.#close());
  }

  async open(): Promise<void> {
    const overview = await this.library.load();
    // Without the page that was left there is nothing to show yet: an empty one would be saved over it.
    if (overview === null) return;
    this.writing.restore(overview.page);
    // Words that were saved from a draft that was cut off are nowhere else once this page is left.
    if (overview.page.interrupted) this.page.changed();
    // What is there already is shown, whether or not anything was read.
    const unread = overview.sources.length === 0 && !overview.reading;
    this.place = unread && this.page.blank && (await this.pages.none()) ? 'first' : 'write';
    // That frame still draws what is new; in the next it is there.
    nextFrame(() => nextFrame(() => void this.backend.drawn()));
  }

  // What was typed last is not lost where the window is closed a moment later; where it cannot be saved, one sees why.
  async #close(): Promise<void> {
    const saved = await this.page.settled();
    if (!saved) {
      this.shown = null;
      this.keys = false;
      if (this.place !== 'write') this.go('write');
    }
    await this.backend.mayClose(saved);
  }

  opened(manuscript: Manuscript): void {
    this.manuscript = manuscript;
    this.page.opened(manuscript);
    this.writing.opened(manuscript);
    this.#preparer.changed();
  }

  /** Straight to writing, while reading goes on. */
  leaveFirst(): void {
    if (this.place !== 'first') return;
    this.place = 'write';
    void focusPage();
  }

  go(place: Place): void {
    if (this.place === 'loading' || this.place === 'first') return;
    this.place = place;
    void (place === 'write' && this.inText ? this.#toText() : focusPage());
    if (place === 'drafts') void this.#list();
  }

  /** Another one that lies ready comes at once. */
  startDraft(): void {
    const ready = this.writing.unseen;
    if (ready === -1) this.writing.start();
    else this.take(ready);
  }

  /** What was pressed goes away with it, so the focus goes to the text. */
  thenWrite(act: () => void): void {
    act();
    this.manuscript?.focus();
  }

  stopDraft(): void {
    void this.draft.stop();
  }

  step(by: number): void {
    if (this.writing.pile.step(by)) this.#sayAlternative();
  }

  /** Puts draft number `at` of the pile into the text. */
  take(at: number): void {
    if (this.writing.pile.turnTo(at)) this.#sayAlternative();
  }

  #sayAlternative(): void {
    this.say(turnedTo(this.writing.pile.all));
  }

  /** Only what has changed is read out, so the same sentence comes with a space behind it the second time. */
  say(words: string): void {
    this.spoken = words === untrack(() => this.spoken) ? `${words}\u00a0` : words;
  }

  /** Opens the page `id`, or a new one for 0; whether it could. What stands here is kept first; if it cannot be, it stays. */
  async turnTo(id: number): Promise<boolean> {
    this.place = 'write';
    const turned = (id !== 0 && id === this.page.id) || (await this.turn(id));
    await this.#toText();
    return turned;
  }

  /** The same without a look at it. */
  async turn(id: number): Promise<boolean> {
    let turned = false;
    // A draft that is being written ends here; its words so far are this page's.
    if (this.draft.running) {
      this.draft.giveUp();
      this.page.changed();
    }
    this.manuscript?.stream.finishNow();
    await this.#try(async () => {
      let page: Page;
      let mark: number;
      do {
        if (!(await this.page.settled())) return;
        mark = this.page.mark;
        page = await this.backend.openPage(id);
        // What was typed meanwhile belongs to the page that still stands here.
      } while (this.page.changedSince(mark));
      this.draft.giveUp();
      this.looking.forget();
      this.writing.restore(page);
      this.#preparer.changed();
      this.say(id === 0 ? s.drafts.newOpened : s.drafts.opened);
      turned = true;
    });
    return turned;
  }

  /** A page that was hidden can take the focus once it is drawn. */
  async #toText(): Promise<void> {
    this.place = 'write';
    await tick();
    this.manuscript?.focus();
  }

  /** Shows a document whole, at `passage`. */
  async show(id: DocumentId, passage: string): Promise<void> {
    await this.#try(async () => {
      this.shown = { ...(await this.backend.openDocument(id)), passage };
    });
  }

  async showFolder(id: DocumentId): Promise<void> {
    await this.#try(() => this.backend.showFolder(id));
  }

  /** A document of the library is answered: on this page where nothing stands against it, else on a new one. */
  async replyTo(id: DocumentId): Promise<void> {
    await this.#try(async () => {
      const document = await this.backend.openDocument(id);
      this.shown = null;
      if (!this.page.takesMessage && !(await this.turnTo(0))) return;
      this.page.answer(document);
      this.say(s.write.messageTaken);
      await this.#toText();
    });
  }

  /** A file was dropped on the page: the message that is answered. */
  async dropped(file: File): Promise<void> {
    await this.#try(() => this.messages.dropped(file));
  }

  async saveAs(ending: string): Promise<void> {
    await this.#try(async () => {
      const path = await this.backend.saveAs(this.page.page, ending);
      if (path !== null) this.say(s.write.savedAt(path));
    });
  }

  async openMail(): Promise<void> {
    await this.#try(() => this.backend.openMail(this.page.page));
  }

  /** Everything goes, and the window begins anew. */
  async forgetAll(): Promise<void> {
    await this.#try(async () => {
      this.draft.reset();
      this.manuscript?.stream.finishNow();
      await this.page.settled();
      await this.backend.forgetAll();
      this.looking.forget();
      this.search.type('');
      for (const part of [this.library, this.files, this.pages, this.voice, this.replay]) part.reset();
      await this.library.refresh();
      if (this.library.overview !== null) this.writing.restore(this.library.overview.page);
      this.place = 'first';
      this.say(s.settings.gone);
    });
  }

  // The page that is open stands in the list as it is now.
  async #list(): Promise<void> {
    await this.page.settled();
    await this.pages.load();
  }

  async #try(action: () => Promise<void>): Promise<void> {
    this.failure = null;
    try {
      await action();
    } catch (thrown) {
      this.failure = asFailure(thrown);
    }
  }

  #draftChanged(): void {
    this.page.changed();
    const { phase } = this.draft.state;
    if (phase === 'running') return;
    // The last words are written with the next frame; the page is saved with them.
    this.manuscript?.stream.afterEnd(() => {
      this.#sayEnd();
      this.writing.ended();
      this.page.changed();
      this.page.flush();
    });
  }

  #sayEnd(): void {
    const words = endOfDraft(this.draft.state, this.writing.aside, this.page.words, this.place === 'write');
    if (words !== null) this.say(words);
    if (this.draft.busy) this.say(this.replay.running ? s.write.busyTrying : s.write.busy);
  }

  #sayReplay(): void {
    const words = endOfReplay(this.replay.state, this.place === 'voice');
    if (words !== null) this.say(words);
  }
}
