// The page that the user writes on: brief and text, saved as they type and restored at the start.
import type { Backend } from './backend';
import { draftedOf, within } from './editor/drafted';
import type { Piece } from './editor/drafted';
import type { Manuscript } from './editor/manuscript';
import { asFailure } from './failure';
import type { Failure } from './failure';
import { cutAt } from './half';
import { PageSaver } from './page-saver';
import { countWords } from './words';
import type { Brief, Page, Received } from './wire.gen';

export const emptyBrief: Brief = {
  kind: 'email',
  title: '',
  to: '',
  about: '',
  rating: '',
  points: [],
  reply_to: '',
  start: '',
  length: 'usual',
};

/** More of a message than this no model reads at once; the beginning says what is wanted. */
export const LONGEST_MESSAGE = 8000;

/** What stands of the last draft: nothing, all of it as it came, or something that the user has made theirs. */
export type Standing = 'none' | 'whole' | 'touched';

export class PageController {
  brief = $state<Brief>({ ...emptyBrief });
  words = $state(0);
  /** Something stands in the text, be it without a word. */
  written = $state(false);
  /** The last draft was cut off when the program ended. */
  interrupted = $state(false);
  standing = $state<Standing>('none');
  /** The user has put the brief out of the way. */
  folded = $state(false);
  /** The message that is answered was longer than can be used. */
  messageCut = $state(false);
  failure = $state.raw<Failure | null>(null);
  /** How many pages have stood here, by which whoever waits for an answer knows whether it is still the same one. */
  restored = 0;
  #id = 0;
  #text = '';
  #drafted: Piece[] = [];
  #manuscript: Manuscript | null = null;
  #saver: PageSaver;

  constructor(
    backend: Backend,
    private readonly running: () => boolean,
    /** Brief or text have changed, by whomever. */
    private readonly noticed: () => void,
  ) {
    this.#saver = new PageSaver(
      () => this.page,
      async (page) => this.#kept(page, await backend.savePage(page)),
      (thrown) => (this.failure = asFailure(thrown)),
      () => (this.failure = null),
    );
    // What was typed last is not lost where the window is closed a moment later.
    void backend.closing(() => void this.settled().then((saved) => backend.mayClose(saved)));
  }

  get text(): string {
    return this.#manuscript?.text ?? this.#text;
  }

  /** What was drafted of it, as long as the user has changed nothing within. */
  get drafted(): Piece[] {
    if (this.#manuscript === null) return this.#drafted;
    const { pieces, touched } = draftedOf(this.#manuscript.view.state);
    return touched ? [] : [...pieces];
  }

  /** Whether anything was changed since `mark` was taken, saved or not. */
  changedSince(mark: number): boolean {
    return this.#saver.unsaved || this.#saver.saves !== mark;
  }

  /** For `changedSince`. */
  get mark(): number {
    return this.#saver.saves;
  }

  get id(): number {
    return this.#id;
  }

  /** All of it, as it is kept. */
  get page(): Page {
    const brief = { ...$state.snapshot(this.brief), start: '' };
    return { id: this.#id, brief, text: this.text, drafted: this.drafted, interrupted: this.running() };
  }

  get blank(): boolean {
    const { title, to, about, rating, points, reply_to: message } = this.brief;
    return [title, to, about, rating, message, this.text, ...points].every((field) => field.trim() === '');
  }

  restore(page: Page): void {
    this.restored += 1;
    this.#id = page.id;
    this.brief = { ...emptyBrief, ...page.brief };
    this.interrupted = page.interrupted;
    this.folded = false;
    this.messageCut = false;
    this.#text = page.text;
    this.#drafted = within(page.drafted, page.text.length);
    this.standing = this.#drafted.length === 0 ? 'none' : 'whole';
    this.#manuscript?.replaceAll(page.text, this.#drafted);
    this.#count(countWords(page.text));
  }

  /** The editor has come, with the text that was restored. */
  opened(manuscript: Manuscript): void {
    this.#manuscript = manuscript;
  }

  edited(): void {
    if (this.#manuscript !== null) {
      this.#count(this.#manuscript.words);
      const { pieces, touched } = draftedOf(this.#manuscript.view.state);
      this.standing = pieces.length === 0 ? 'none' : touched ? 'touched' : 'whole';
    }
    this.changed();
  }

  changed(): void {
    const message = this.brief.reply_to;
    // One that was cut may be a letter shorter, where a sign would have been torn in two.
    if (message.length > LONGEST_MESSAGE) {
      this.brief.reply_to = message.slice(0, cutAt(message, LONGEST_MESSAGE));
      this.messageCut = true;
    } else if (message.length < LONGEST_MESSAGE - 1) this.messageCut = false;
    this.#saver.changed();
    this.noticed();
  }

  /** The page becomes an answer to `message`; what the user has said already stays. */
  answer(message: Received): void {
    const { brief } = this;
    brief.kind = 'email';
    brief.reply_to = message.text.trim();
    if (brief.to.trim() === '') brief.to = message.sender;
    const subject = message.title.trim();
    if (brief.title.trim() === '' && subject !== '') brief.title = /^re:/iu.test(subject) ? subject : `Re: ${subject}`;
    this.folded = false;
    this.changed();
  }

  flush(): void {
    this.#saver.flush();
  }

  /** Saves what is not saved yet and waits for it: then another page may come. */
  async settled(): Promise<boolean> {
    // What could not be saved is tried again: there may be room by now.
    if (this.failure !== null) this.#saver.changed();
    this.#saver.flush();
    await this.#saver.quiet();
    return this.failure === null;
  }

  /** The brief as the pipeline wants it, going on from the user's own words. */
  briefFrom(start: string): Brief {
    const brief = $state.snapshot(this.brief);
    return { ...brief, points: brief.points.filter((point) => point.trim() !== ''), start };
  }

  // In a long text all of it would take longer than a key may, and most texts have a word.
  #count(words: number): void {
    this.words = words;
    this.written = words > 0 || this.text.trim() !== '';
  }

  // The number of a new page is known once it is kept; by then another one may stand here.
  #kept(page: Page, id: number): void {
    if (page.id === 0 && this.#id === 0) this.#id = id;
  }
}
