// What the history keeps beside a change that reached into the draft, so that an Undo brings the marks back too.
import { invertedEffects, isolateHistory } from '@codemirror/commands';
import { EditorState, StateEffect } from '@codemirror/state';
import type { ChangeDesc, Extension, StateField, Transaction } from '@codemirror/state';
import { byDraft, mapped } from './drafted-map';
import type { Drafted, Piece } from './drafted-map';

interface Recalled {
  /** As it was; positions are those after the undoing. */
  readonly drafted: Drafted;
  /** The undoing itself: the history maps effects by positions before it, so these have to be carried across. */
  readonly undoing: ChangeDesc;
}

export const recalled = StateEffect.define<Recalled>({
  map: ({ drafted, undoing }, changes) => ({
    drafted: mapped(drafted, changes.mapDesc(undoing, true)),
    undoing: undoing.mapDesc(changes),
  }),
});

type Reaches = (pieces: readonly Piece[], changes: ChangeDesc) => boolean;

export function remembering(field: StateField<Drafted>, reaches: Reaches): Extension {
  // The first edit in a draft and the one that takes all of it away; what lies between is told by these two.
  const worth = (tr: Transaction): boolean => {
    if (!tr.docChanged || tr.annotation(byDraft) === 'words') return false;
    const before = tr.startState.field(field);
    if (!reaches(before.pieces, tr.changes)) return false;
    return !before.touched || mapped(before, tr.changes).pieces.length === 0;
  };
  return [
    invertedEffects.of((tr) => {
      if (!worth(tr)) return [];
      return [recalled.of({ drafted: tr.startState.field(field), undoing: tr.changes.invertedDesc })];
    }),
    // Joined to a step before it, the effect would be mapped by positions that are not its own.
    EditorState.transactionExtender.of((tr) => (worth(tr) ? { annotations: isolateHistory.of('before') } : null)),
  ];
}
