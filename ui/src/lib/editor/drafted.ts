// Which parts of the text were drafted, where the draft goes on, and whether the user has edited inside it.
import { StateEffect, StateField } from '@codemirror/state';
import type { ChangeDesc, EditorState, Extension, Transaction } from '@codemirror/state';
import { byDraft, mapPieces, mapped, nothingDrafted } from './drafted-map';
import type { Drafted, Piece } from './drafted-map';
import { recalling, remembering } from './recall';

export { byDraft, nothingDrafted };
export type { Drafted, Piece };

/** Replaces what is known; positions are those after the transaction. */
export const setDrafted = StateEffect.define<Drafted>();

const recalled = recalling<Drafted>(mapped);

/** Whether the changes reach into a piece: something inside it removed, or put between two of its letters. */
function reaches(pieces: readonly Piece[], changes: ChangeDesc): boolean {
  let inside = false;
  changes.iterChangedRanges((from, to) => {
    inside ||= pieces.some((piece) => from < piece.to && to > piece.from);
  });
  return inside;
}

/** What the user put into a piece is not the draft's: the piece falls in two around it. */
function without(pieces: readonly Piece[], changes: ChangeDesc): Piece[] {
  let left = [...pieces];
  changes.iterChangedRanges((_fromA, _toA, from, to) => {
    if (from === to) return;
    left = left.flatMap((piece) => {
      if (to <= piece.from || from >= piece.to) return [piece];
      return [
        { from: piece.from, to: from },
        { from: to, to: piece.to },
      ].filter((half) => half.from < half.to);
    });
  });
  return left;
}

function written(drafted: Drafted, tr: Transaction): Drafted {
  if (drafted.at === null) return drafted;
  const grown = tr.newDoc.length - tr.startState.doc.length;
  const piece = { from: drafted.at, to: drafted.at + grown };
  const pieces = tr.changes.empty ? [...drafted.pieces] : mapPieces(drafted.pieces, tr.changes);
  const before = pieces.findIndex(({ to }) => to === piece.from);
  if (before >= 0) pieces.splice(before, 1, { from: pieces[before]?.from ?? piece.from, to: piece.to });
  else pieces.push(piece);
  pieces.sort((a, b) => a.from - b.from);
  return { ...drafted, pieces, at: piece.to, writing: true };
}

function changed(drafted: Drafted, tr: Transaction): Drafted {
  if (!tr.docChanged) return drafted;
  if (tr.annotation(byDraft) === 'words') return written(drafted, tr);
  const next = mapped(drafted, tr.changes);
  const pieces = without(next.pieces, tr.changes);
  if (pieces.length === 0) return { ...next, pieces, touched: false };
  const edited = tr.annotation(byDraft) === undefined && reaches(drafted.pieces, tr.changes);
  return { ...next, pieces, touched: drafted.touched || edited };
}

/** Those that a text of this length has; others are of another text. */
export function within(pieces: readonly Piece[], length: number): Piece[] {
  return pieces.filter(({ from, to }) => from < to && to <= length);
}

export const draftedField = StateField.define<Drafted>({
  create: () => nothingDrafted,
  update(drafted, tr) {
    let next = changed(drafted, tr);
    for (const effect of tr.effects) {
      if (effect.is(setDrafted)) next = effect.value;
      // Whether a draft runs is a matter of now, not of what an Undo brings back.
      if (effect.is(recalled)) {
        const { pieces, touched } = effect.value.known;
        next = { ...next, pieces: within(pieces, tr.newDoc.length), touched };
      }
    }
    return next;
  },
});

export function draftedOf(state: EditorState): Drafted {
  return state.field(draftedField);
}

/** The first edit in a draft and the one that takes all of it away; what lies between is told by these two. */
function takes(before: Drafted, { changes }: Transaction): boolean {
  if (!reaches(before.pieces, changes)) return false;
  return !before.touched || mapPieces(before.pieces, changes).length === 0;
}

export const drafted: Extension = [draftedField, remembering(recalled, draftedField, takes)];

/** For a text that is opened again, of which `pieces` were drafted. */
export function draftedBefore(pieces: readonly Piece[]): Extension {
  return draftedField.init(({ doc }) => ({ ...nothingDrafted, pieces: within(pieces, doc.length) }));
}
