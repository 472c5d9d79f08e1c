// Makes the streamed draft one step of the history, apart from everything that the user typed meanwhile.
import { isolateHistory } from '@codemirror/commands';
import { EditorSelection, Transaction } from '@codemirror/state';
import type { EditorState } from '@codemirror/state';
import { byDraft, draftedOf, setDrafted } from './drafted';

/**
 * While it streams, the draft is kept out of the history, because the user's typing in between would cut it into many
 * steps. At the end its pieces are taken out unseen and put back as one step, both within one update of the view.
 */
export function settled(state: EditorState): readonly Transaction[] {
  const drafted = draftedOf(state);
  const rest = { ...drafted, at: null, writing: false };
  if (!drafted.writing || drafted.pieces.length === 0) return [state.update({ effects: setDrafted.of(rest) })];
  const out = state.update({
    changes: drafted.pieces.map(({ from, to }) => ({ from, to })),
    annotations: [byDraft.of('move'), Transaction.addToHistory.of(false)],
  });
  let gone = 0;
  const back = drafted.pieces.map(({ from, to }) => {
    const insert = state.doc.slice(from, to);
    const change = { from: from - gone, insert };
    gone += to - from;
    return change;
  });
  // Selections recorded in the history must be valid there, so the user's own is set only afterwards.
  const again = out.state.update({
    changes: back,
    selection: EditorSelection.create(state.selection.ranges, state.selection.mainIndex),
    effects: setDrafted.of(rest),
    annotations: [byDraft.of('move'), isolateHistory.of('full')],
    userEvent: 'input.draft',
  });
  return [out, again];
}
