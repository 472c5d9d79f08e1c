// The user's text on the page: the editor as the rest of the window sees it.
import { isolateHistory } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import type { ChangeSet, Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { checkAtCaret, nextCheck, showChecks } from './checks';
import type { Check } from './checks';
import { draftedBefore, draftedOf } from './drafted';
import type { Piece } from './drafted';
import { reading } from './reading';
import { ownWords } from './redraft';
import { setup } from './setup';
import { Stream, undoWhileRunning } from './stream';
import { swapped } from './swap';
import { wordCount } from './word-count';
import type { Mark } from '../wire.gen';

export interface Listening {
  /** The text has changed, by whomever. */
  changed: () => void;
  /** An Undo has taken the running draft away. */
  undone: () => void;
  /** A frame of the draft was written. */
  wrote: () => void;
  /** Another sentence of the draft is being looked at, or none. */
  looked: (sentence: string | null) => void;
  /** The caret has come to another place that should be looked at, or to none. */
  checked: (check: Check | null) => void;
  /** Whether words are chosen has changed. */
  chosen: (some: boolean) => void;
  /** Asked how much lies over the text at the bottom of the page, in pixels: the caret is kept above it. */
  covered: () => number;
}

/** A stretch of the text, and what stands before it. */
export interface Stretch {
  from: number;
  to: number;
  text: string;
  before: string;
}

export class Manuscript {
  readonly view: EditorView;
  readonly stream: Stream;
  readonly #extensions: Extension;
  /** Where a stretch stands by now that is to be put elsewise. */
  #held: { stretch: Stretch; from: number; to: number } | null = null;

  /** `drafted` is what was drafted of the text before. */
  constructor(parent: HTMLElement, text: string, drafted: readonly Piece[], listening: Listening) {
    let stream: Stream | null = null;
    const own = [
      undoWhileRunning(() => stream, listening.undone),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) {
          this.#move(update.changes);
          listening.changed();
        }
        if (update.selectionSet || update.docChanged) listening.chosen(!update.state.selection.main.empty);
      }),
      reading((sentence) => listening.looked(sentence)),
      checkAtCaret((check) => listening.checked(check)),
      EditorView.scrollMargins.of(() => ({ bottom: listening.covered() })),
    ];
    this.#extensions = setup(own);
    this.view = new EditorView({ parent, state: this.#fresh(text, drafted) });
    this.stream = new Stream(this.view, listening.wrote);
    stream = this.stream;
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  get words(): number {
    return this.view.state.field(wordCount);
  }

  /** What a draft would go on from now. */
  get own(): string {
    return ownWords(this.view.state);
  }

  /** What a draft at the caret would go on from, and where. What was drafted before is the user's from then on. */
  get untilCaret(): { start: string; at: number } {
    const { state } = this.view;
    const at = state.selection.main.head;
    return { start: state.doc.sliceString(0, at), at };
  }

  /** Whether anything but white space follows `at`. */
  hasWordsAfter(at: number): boolean {
    return this.view.state.doc.sliceString(at).trim() !== '';
  }

  /** Where the standing draft begins, if the user's own words go on behind it. */
  get draftedWithin(): { start: string; at: number } | null {
    const { state } = this.view;
    const { pieces } = draftedOf(state);
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (first === undefined || last === undefined || !this.hasWordsAfter(last.to)) return null;
    return { start: state.doc.sliceString(0, first.from), at: first.from };
  }

  /** What is chosen, without the white space around it; `null` if that is nothing. */
  get selection(): Stretch | null {
    const { state } = this.view;
    const { from, to } = state.selection.main;
    const chosen = state.doc.sliceString(from, to);
    const text = chosen.trim();
    if (text === '') return null;
    const start = from + chosen.indexOf(text);
    return { from: start, to: start + text.length, text, before: state.doc.sliceString(0, start) };
  }

  /** The words that the last draft goes on from; empty where nothing of it stands. */
  get beforeDraft(): string {
    const { state } = this.view;
    return state.doc.sliceString(0, draftedOf(state).pieces[0]?.from ?? 0);
  }

  /** What stands of the last draft. */
  get drafted(): string {
    const { state } = this.view;
    return draftedOf(state).pieces.map(({ from, to }) => state.doc.sliceString(from, to)).join('');
  }

  /** Brings what is chosen into sight. */
  showSelection(): void {
    this.view.dispatch({ scrollIntoView: true });
  }

  /** Whatever is typed around it, `stretch` is known where it goes. */
  hold(stretch: Stretch): void {
    this.#held = { stretch, from: stretch.from, to: stretch.to };
  }

  #move(changes: ChangeSet): void {
    if (this.#held === null) return;
    const { stretch, from, to } = this.#held;
    this.#held = { stretch, from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) };
  }

  /** Puts `text` in the place of a stretch as one step of the history; not if that has changed since. */
  put(stretch: Stretch, text: string): boolean {
    const { state } = this.view;
    const { from, to } = this.#held?.stretch === stretch ? this.#held : stretch;
    if (to > state.doc.length || to < from || state.doc.sliceString(from, to) !== stretch.text) return false;
    this.view.dispatch({
      changes: { from, to, insert: text },
      selection: { anchor: from + text.length },
      annotations: isolateHistory.of('full'),
      userEvent: 'input.rewrite',
    });
    return true;
  }

  /** Puts another draft in the place of the one that stands. */
  swap(text: string): boolean {
    const transactions = swapped(this.view.state, text);
    if (transactions === null) return false;
    this.view.dispatch(transactions);
    return true;
  }

  /** Underlines what should be looked at in the draft; positions count from its beginning. */
  check(marks: readonly Mark[]): void {
    showChecks(this.view, marks);
  }

  /** Goes to the next place that should be looked at; whether there is one. */
  toNextCheck(): boolean {
    const at = nextCheck(this.view.state, this.view.state.selection.main.head);
    if (at === null) return false;
    this.view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
    this.focus();
    return true;
  }

  /** Another page: its text and what was drafted of it, with a history of its own. */
  replaceAll(text: string, drafted: readonly Piece[]): void {
    this.stream.abandon();
    this.view.setState(this.#fresh(text, drafted));
  }

  #fresh(text: string, drafted: readonly Piece[]): EditorState {
    return EditorState.create({ doc: text, extensions: [this.#extensions, draftedBefore(drafted)] });
  }

  /** How far down the line of the caret ends in the window; `null` where nobody writes, or that line is not drawn. */
  get caretEnds(): number | null {
    const { view } = this;
    return view.hasFocus ? (view.coordsAtPos(view.state.selection.main.head)?.bottom ?? null) : null;
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    this.stream.abandon();
    this.view.destroy();
  }
}
