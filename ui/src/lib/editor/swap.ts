// Puts another draft in the place of the one that stands: like a new draft, one Undo takes it away, one more brings the
// old one back.
import { isolateHistory } from '@codemirror/commands';
import type { EditorState, Transaction } from '@codemirror/state';
import { byDraft, draftedOf, nothingDrafted, setDrafted } from './drafted';
import { clearLast } from './redraft';

/** Nothing where no draft stands, or where the user has made it theirs. */
export function swapped(state: EditorState, text: string): readonly Transaction[] | null {
  const drafted = draftedOf(state);
  const from = drafted.pieces[0]?.from;
  if (from === undefined || drafted.touched || drafted.at !== null) return null;
  const out = state.update(clearLast(state));
  const to = from + text.length;
  const back = out.state.update({
    changes: { from, insert: text },
    selection: { anchor: to },
    effects: setDrafted.of({ ...nothingDrafted, pieces: [{ from, to }] }),
    annotations: [byDraft.of('move'), isolateHistory.of('full')],
    userEvent: 'input.draft',
  });
  return [out, back];
}
