// What the user should look at in a finished draft: underlined, with the reason as a title, until it is edited.
import { StateEffect, StateField } from '@codemirror/state';
import type { EditorState, Extension, Range } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import type { Mark } from '../wire.gen';
import { draftedOf } from './drafted';

const setChecks = StateEffect.define<readonly Range<Decoration>[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(checks, tr) {
    let next = checks;
    tr.changes.iterChangedRanges((from, to) => {
      next = next.update({ filterFrom: from, filterTo: to, filter: () => false });
    });
    next = next.map(tr.changes);
    for (const effect of tr.effects) {
      if (effect.is(setChecks)) next = Decoration.set([...effect.value], true);
    }
    return next;
  },
  provide: (of) => EditorView.decorations.from(of),
});

/** Where the marks stand in the text; none where the user has written into the draft meanwhile. */
function placed(state: EditorState, marks: readonly Mark[], start: string): Range<Decoration>[] {
  const { pieces } = draftedOf(state);
  const [piece] = pieces;
  if (piece === undefined || pieces.length > 1) return [];
  const offset = piece.from - start.length;
  return marks.flatMap(({ from, to, text, why }) => {
    const [begin, end] = [from + offset, to + offset];
    if (begin < piece.from || end > piece.to || state.doc.sliceString(begin, end) !== text) return [];
    return [Decoration.mark({ class: 'cm-check', attributes: { title: why } }).range(begin, end)];
  });
}

/** Underlines `marks`, whose positions count from the beginning of `start`, which the draft follows. */
export function showChecks(view: EditorView, marks: readonly Mark[], start: string): void {
  view.dispatch({ effects: setChecks.of(placed(view.state, marks, start)) });
}

export const checks: Extension = field;
