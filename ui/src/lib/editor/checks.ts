// What the user should look at in a finished draft: underlined, with the reason as a title, until it is edited. The
// reason is told of the place where the caret stands, too.
import { StateEffect, StateField } from '@codemirror/state';
import type { ChangeDesc, EditorState, Extension, Range } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import type { Mark } from '../wire.gen';
import { draftedOf } from './drafted';
import { recalling, remembering } from './recall';

/** What is told of an underlined place. */
export type Check = Pick<Mark, 'text' | 'why'>;

const setChecks = StateEffect.define<readonly Range<Decoration>[]>();

const recalled = recalling<DecorationSet>((checks, changes) => checks.map(changes));

/** Those that `changes` leave as they are, where they were before. */
function untouched(checks: DecorationSet, changes: ChangeDesc): DecorationSet {
  let left = checks;
  changes.iterChangedRanges((from, to) => {
    left = left.update({ filterFrom: from, filterTo: to, filter: () => false });
  });
  return left;
}

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(checks, tr) {
    let next = untouched(checks, tr.changes).map(tr.changes);
    for (const effect of tr.effects) {
      if (effect.is(setChecks)) next = Decoration.set([...effect.value], true);
      if (effect.is(recalled)) next = effect.value.known.update({ filter: (_from, to) => to <= tr.newDoc.length });
    }
    return next;
  },
  provide: (of) => EditorView.decorations.from(of),
});

/** Where the marks stand in the text; none where the user has written into the draft meanwhile. */
function placed(state: EditorState, marks: readonly Mark[]): Range<Decoration>[] {
  const { pieces } = draftedOf(state);
  const [piece] = pieces;
  if (piece === undefined || pieces.length > 1) return [];
  return marks.flatMap(({ from, to, text, why }) => {
    const [begin, end] = [piece.from + from, piece.from + to];
    if (begin >= end || end > piece.to || state.doc.sliceString(begin, end) !== text) return [];
    return [Decoration.mark({ class: 'cm-check', attributes: { title: why }, check: { text, why } }).range(begin, end)];
  });
}

/** Underlines `marks`, whose positions count from the beginning of the draft. */
export function showChecks(view: EditorView, marks: readonly Mark[]): void {
  view.dispatch({ effects: setChecks.of(placed(view.state, marks)) });
}

/** The one at `at`, also at its edges. */
function markAt(state: EditorState, at: number): Decoration | null {
  const marks: Decoration[] = [];
  state.field(field).between(at, at, (_from, _to, mark) => void marks.push(mark));
  return marks[0] ?? null;
}

/** Where the next one behind `at` begins, or else the first of all; `null` where there is none. */
export function nextCheck(state: EditorState, at: number): number | null {
  const begins: number[] = [];
  state.field(field).between(0, state.doc.length, (from) => void begins.push(from));
  return begins.find((from) => from > at) ?? begins[0] ?? null;
}

/** Tells of the one where the caret stands, or that it stands at none any more. */
export function checkAtCaret(told: (check: Check | null) => void): Extension {
  let last: Decoration | null = null;
  return EditorView.updateListener.of(({ state }) => {
    const mark = markAt(state, state.selection.main.head);
    if (mark === last) return;
    last = mark;
    told(mark === null ? null : (mark.spec as { check: Check }).check);
  });
}

export const checks: Extension = [
  field,
  remembering(recalled, field, (known, { changes }) => untouched(known, changes).size < known.size),
];
