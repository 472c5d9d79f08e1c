// The soft mark under what was drafted, and the pen that stands where the draft goes on.
import type { Extension, Text } from '@codemirror/state';
import { Decoration, EditorView, WidgetType } from '@codemirror/view';
import type { DecorationSet } from '@codemirror/view';
import { draftedField } from './drafted';
import type { Drafted, Piece } from './drafted';

class Pen extends WidgetType {
  override eq(): boolean {
    return true;
  }
  toDOM(): HTMLElement {
    const pen = document.createElement('span');
    pen.className = 'cm-pen';
    pen.setAttribute('aria-hidden', 'true');
    return pen;
  }
}

const underlay = Decoration.mark({ class: 'cm-drafted' });
const pen = Decoration.widget({ widget: new Pen(), side: 1 });

/** A mark begins under a letter, not under the white space that separates it from the user's own words. */
function firstLetter(doc: Text, { from, to }: Piece): number {
  const blank = /^\s*/.exec(doc.sliceString(from, Math.min(to, from + 8)))?.[0].length ?? 0;
  return from + blank;
}

function decorations(doc: Text, { pieces, at }: Drafted): DecorationSet {
  const marks = pieces
    .map((piece) => ({ from: firstLetter(doc, piece), to: piece.to }))
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => underlay.range(from, to));
  return Decoration.set(at === null ? marks : [...marks, pen.range(at)], true);
}

export const marks: Extension = EditorView.decorations.compute([draftedField], (state) =>
  decorations(state.doc, state.field(draftedField)),
);
