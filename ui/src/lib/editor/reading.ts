// Tells which sentence of the draft is being looked at: under the pointer, or else where the caret stands.
import type { EditorState, Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { nextFrame } from '../frame';
import { sentencePlaces } from '../sentences';
import { draftedOf } from './drafted';

/** The sentence of the draft at `at`; none where the words are the user's own. */
export function draftedSentence(state: EditorState, at: number): string | null {
  const inside = draftedOf(state).pieces.some(({ from, to }) => from <= at && at < to);
  if (!inside) return null;
  const line = state.doc.lineAt(at);
  const place = sentencePlaces(line.text).find(({ to }) => at - line.from < to);
  return place === undefined ? null : line.text.slice(place.from, place.to);
}

export function reading(looked: (sentence: string | null) => void): Extension {
  let cancel: (() => void) | null = null;
  let last: string | null = null;
  const tell = (sentence: string | null): void => {
    if (sentence === last) return;
    last = sentence;
    looked(sentence);
  };
  const caret = (state: EditorState): string | null => draftedSentence(state, state.selection.main.head);
  return [
    EditorView.updateListener.of((update) => {
      if (update.selectionSet) tell(caret(update.state));
    }),
    EditorView.domEventHandlers({
      mousemove: (event, view) => {
        cancel?.();
        cancel = nextFrame(() => {
          const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
          tell(at === null ? caret(view.state) : draftedSentence(view.state, at));
        });
      },
      mouseleave: (_event, view) => {
        cancel?.();
        tell(caret(view.state));
      },
    }),
  ];
}
