// Writes a running draft into the editor: one transaction for each frame, however many deltas came.
import { isolateHistory, undo, undoDepth } from '@codemirror/commands';
import { Prec, Transaction } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { nextFrame } from '../frame';
import { byDraft, draftedOf, nothingDrafted, setDrafted } from './drafted';
import { clearLast } from './redraft';
import { settled } from './settle';

/** Where a draft goes. */
export interface Place {
  at?: number;
  keeps?: boolean;
}

export class Stream {
  #waiting = '';
  #cancel: (() => void) | null = null;
  #ending = false;
  #depth = 0;
  #keeps = false;
  #afterEnd: (() => void) | null = null;

  constructor(
    private readonly view: EditorView,
    private readonly wrote: () => void = () => undefined,
  ) {}

  /**
   * From here on the draft has its place, wherever the user goes on typing: at the end of the text, or at `place.at`.
   * With `place.keeps` what was drafted before stays, and is the user's from the first word on.
   */
  begin(place: Place = {}): void {
    this.finishNow();
    const { state } = this.view;
    const before = draftedOf(state);
    const at = Math.min(place.at ?? state.doc.length, state.doc.length);
    this.#depth = undoDepth(state);
    this.#keeps = place.keeps === true;
    this.view.dispatch({
      effects: setDrafted.of({ ...before, at, writing: false }),
      annotations: isolateHistory.of('full'),
    });
  }

  append(delta: string): void {
    if (delta === '') return;
    this.#waiting += delta;
    this.#cancel ??= nextFrame(() => this.#frame());
  }

  /** The draft came to its end: what waits is written, then all of it becomes one step of the history. */
  end(): void {
    if (draftedOf(this.view.state).at === null) return;
    this.#ending = true;
    this.#cancel ??= nextFrame(() => this.#frame());
  }

  /** Calls once the words of the draft stand in the text, at once if they do. */
  afterEnd(done: () => void): void {
    if (this.running) this.#afterEnd = done;
    else done();
  }

  get running(): boolean {
    return draftedOf(this.view.state).at !== null;
  }

  /** Whether the running draft has words, in the text or on their way there. */
  get begun(): boolean {
    return this.#waiting !== '' || draftedOf(this.view.state).writing;
  }

  /** Whether the user has typed since the draft began; then their Undo means that first. */
  get typedMeanwhile(): boolean {
    return undoDepth(this.view.state) > this.#depth;
  }

  /** Without waiting for a frame; what comes afterwards belongs to no draft. */
  finishNow(): void {
    this.#cancel?.();
    this.#cancel = null;
    if (!this.running) return;
    this.#write();
    this.#settle();
  }

  /** The editor goes: nothing more is written into it. */
  abandon(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#waiting = '';
    this.#ending = false;
    this.#afterEnd = null;
  }

  #frame(): void {
    this.#cancel = null;
    // A change beside text that is just being composed would break the composition.
    if (this.view.composing) {
      this.#cancel = nextFrame(() => this.#frame());
      return;
    }
    this.#write();
    if (this.#ending) this.#settle();
  }

  #write(): void {
    const insert = this.#waiting;
    this.#waiting = '';
    if (insert === '' || !this.running) return;
    // The last draft stands, and is the last one, until the new one has words.
    const before = draftedOf(this.view.state);
    if (!before.writing) {
      const mine = { effects: setDrafted.of({ ...nothingDrafted, at: before.at }) };
      this.view.dispatch(this.#keeps ? mine : clearLast(this.view.state));
      this.#depth = undoDepth(this.view.state);
    }
    const at = draftedOf(this.view.state).at;
    if (at === null) return;
    this.view.dispatch({
      changes: { from: at, insert },
      annotations: [byDraft.of('words'), Transaction.addToHistory.of(false)],
    });
    this.wrote();
  }

  #settle(): void {
    this.#ending = false;
    this.#waiting = '';
    this.view.dispatch(settled(this.view.state));
    const done = this.#afterEnd;
    this.#afterEnd = null;
    done?.();
  }
}

/** Undo while a draft runs: the user's typing since then goes first; without any, the draft stops and its words go. */
export function undoWhileRunning(stream: () => Stream | null, stopped: () => void): Extension {
  const run = (view: EditorView): boolean => {
    const running = stream();
    if (!running?.running || running.typedMeanwhile) return false;
    const { begun } = running;
    running.finishNow();
    stopped();
    // Before its first word there is nothing of it to take away, and what stands there is the user's own.
    return begun ? undo(view) : true;
  };
  return Prec.high([
    keymap.of([{ key: 'Mod-z', run, preventDefault: true }]),
    EditorView.domEventHandlers({
      beforeinput: (event, view) => {
        if (event.inputType !== 'historyUndo' || !run(view)) return false;
        event.preventDefault();
        return true;
      },
    }),
  ]);
}
