// What a new draft goes on from when the last one still stands in the text.
import { isolateHistory } from '@codemirror/commands';
import type { EditorState, TransactionSpec } from '@codemirror/state';
import { byDraft, draftedOf, nothingDrafted, setDrafted } from './drafted';

/** The user's own words: the text without the last draft, or all of it once they have edited inside that. */
export function ownWords(state: EditorState): string {
  const { pieces, touched } = draftedOf(state);
  if (touched) return state.doc.toString();
  let own = '';
  let from = 0;
  for (const piece of pieces) {
    own += state.doc.sliceString(from, piece.from);
    from = piece.to;
  }
  return own + state.doc.sliceString(from);
}

/** Takes the last draft out, so that one Undo brings it back; once edited it is the user's and only loses its mark. */
export function clearLast(state: EditorState): TransactionSpec {
  const drafted = draftedOf(state);
  if (drafted.touched || drafted.pieces.length === 0) {
    return { effects: setDrafted.of({ ...nothingDrafted, at: drafted.at, writing: drafted.writing }) };
  }
  return {
    changes: drafted.pieces.map(({ from, to }) => ({ from, to })),
    annotations: [byDraft.of('clear'), isolateHistory.of('full')],
    userEvent: 'delete.draft',
  };
}
