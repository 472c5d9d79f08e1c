// What is known of a draft in the text, and how it moves with the text around it.
import { Annotation } from '@codemirror/state';
import type { ChangeDesc } from '@codemirror/state';

export interface Piece {
  readonly from: number;
  readonly to: number;
}

export interface Drafted {
  /** What was drafted, in order; the user's own words may stand between two pieces. */
  readonly pieces: readonly Piece[];
  /** The user has edited inside a piece: the whole text counts as theirs at the next draft. */
  readonly touched: boolean;
  /** Where the next words of the running draft go; `null` when none runs. */
  readonly at: number | null;
  /** The running draft has begun to write, so `pieces` are its own and no longer the last one's. */
  readonly writing: boolean;
}

export const nothingDrafted: Drafted = { pieces: [], touched: false, at: null, writing: false };

/** Marks a transaction that is the draft's and not the user's. */
export const byDraft = Annotation.define<'words' | 'clear' | 'move'>();

export function mapPieces(pieces: readonly Piece[], changes: ChangeDesc): Piece[] {
  return pieces
    .map(({ from, to }) => ({ from: changes.mapPos(from, 1), to: changes.mapPos(to, -1) }))
    .filter(({ from, to }) => from < to);
}

export function mapped(drafted: Drafted, changes: ChangeDesc): Drafted {
  const { at, writing } = drafted;
  // Before its first word the draft waits behind what the user still types; afterwards it goes on where it was.
  const next = at === null ? null : changes.mapPos(at, writing ? -1 : 1);
  return { ...drafted, pieces: mapPieces(drafted.pieces, changes), at: next };
}
