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
import type { Brief, Kind, Page, Received } from './wire.gen';

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

const nobody = { to: '', reply_to: '' };
const nothing = { about: '', rating: '' };
/** What a kind of text does not ask for. It may have been asked for as another kind, and waits until it is that again. */
const unasked: Record<Kind, Partial<Brief>> = {
  email: nothing,
  review: nobody,
  post: { ...nobody, ...nothing },
  note: { ...nobody, ...nothing },
};

/** The drafts of the page, what they were made from, and what is wanted otherwise in them. */
export type KeptBeside = Pick<Page, 'pile' | 'sources' | 'wish'>;

/** A message that is answered, and what it brings along. */
type Answering = Pick<Brief, 'to' | 'title' | 'reply_to'>;

/** More of a message than this no model reads at once; the beginning says what is wanted. */
export const LONGEST_MESSAGE = 8000;

/** What stands of the last draft: nothing, all of it as it came, or something that the user has made theirs. */
export type Standing = 'none' | 'whole' | 'touched';

function wordsOf(text: string, pieces: readonly Piece[]): string {
  return pieces.map(({ from, to }) => text.slice(from, to)).join('');
}

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
  /** Another message has just taken the place of this one, which can be brought back until anything else is changed. */
  replaced = $state.raw<Answering | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** What the last message put into *To* and *Subject*: where it still stands so, it goes with that message. */
  #filled = { to: '', title: '' };
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
    /** What else is kept with the page, where these words of a draft stand in it. */
    private readonly beside: (drafted: string) => KeptBeside,
  ) {
    this.#saver = new PageSaver(
      () => this.page,
      async (page) => this.#kept(page, await backend.savePage(page)),
      (thrown) => (this.failure = asFailure(thrown)),
      () => (this.failure = null),
    );
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

  /** The same in words. */
  get draftedWords(): string {
    return wordsOf(this.text, this.drafted);
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
    const { text, drafted } = this;
    const beside = this.beside(wordsOf(text, drafted));
    return { id: this.#id, brief, text, drafted, ...beside, interrupted: this.running() };
  }

  get blank(): boolean {
    const { title, to, about, rating, points, reply_to: message } = this.brief;
    return [title, to, about, rating, message, this.text, ...points].every((field) => field.trim() === '');
  }

  /** Whether a message can be answered here: as a mail that has none yet, and nothing of it is written. */
  get takesMessage(): boolean {
    const { kind, reply_to: message } = this.brief;
    return this.blank || (kind === 'email' && message.trim() === '' && !this.written);
  }

  restore(page: Page): void {
    this.restored += 1;
    this.#id = page.id;
    this.brief = { ...emptyBrief, ...page.brief };
    this.interrupted = page.interrupted;
    this.folded = false;
    this.messageCut = false;
    this.replaced = null;
    this.#filled = { to: '', title: '' };
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
    this.replaced = null;
    const message = this.brief.reply_to;
    // One that was cut may be a letter shorter, where a sign would have been torn in two.
    if (message.length > LONGEST_MESSAGE) {
      this.brief.reply_to = message.slice(0, cutAt(message, LONGEST_MESSAGE));
      this.messageCut = true;
    } else if (message.length < LONGEST_MESSAGE - 1) this.messageCut = false;
    this.#saver.changed();
    this.noticed();
  }

  /** What is kept with it has changed, and nothing that was written. */
  keep(): void {
    this.#saver.changed();
  }

  /** The page becomes an answer to `message`; what the user has said already stays. */
  answer(message: Received): void {
    const { to, title, reply_to } = this.brief;
    this.#take(message);
    // What is longer than can be used was cut, so it is compared with what stands there now.
    if (reply_to.trim() !== '' && reply_to.trim() !== this.brief.reply_to) this.replaced = { to, title, reply_to };
  }

  /** The message that stands there has been made out: who sent it, about what, and its own words. */
  answerAs(message: Received): void {
    this.#take(message);
  }

  /** The message before the last one stands there again. */
  bringBack(): void {
    if (this.replaced === null) return;
    this.brief = { ...this.brief, ...this.replaced };
    this.#filled = { to: '', title: '' };
    this.changed();
  }

  #take(message: Received): void {
    const { brief } = this;
    brief.kind = 'email';
    brief.reply_to = message.text.trim();
    const subject = message.title.trim();
    const title = subject === '' || /^re:/iu.test(subject) ? subject : `Re: ${subject}`;
    const brought = { to: message.sender, title };
    for (const field of ['to', 'title'] as const) {
      const free = brief[field].trim() === '' || brief[field] === this.#filled[field];
      this.#filled[field] = free ? brought[field] : '';
      if (free) brief[field] = brought[field];
    }
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
    const points = brief.points.filter((point) => point.trim() !== '');
    return { ...brief, ...unasked[brief.kind], points, start };
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
