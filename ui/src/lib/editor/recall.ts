// What the history keeps beside a change, so that an Undo brings back what was known of the text, too.
import { invertedEffects, isolateHistory } from '@codemirror/commands';
import { EditorState, StateEffect } from '@codemirror/state';
import type { ChangeDesc, Extension, StateEffectType, StateField, Transaction } from '@codemirror/state';
import { byDraft } from './drafted-map';

interface Recalled<Known> {
  /** As it was; positions are those after the undoing. */
  readonly known: Known;
  /** The undoing itself: the history maps effects by positions before it, so these have to be carried across. */
  readonly undoing: ChangeDesc;
}

export type Recall<Known> = StateEffectType<Recalled<Known>>;

/** The effect by which the history brings it back; `moved` says where it is after other changes. */
export function recalling<Known>(moved: (known: Known, changes: ChangeDesc) => Known): Recall<Known> {
  return StateEffect.define<Recalled<Known>>({
    map: ({ known, undoing }, changes) => {
      // Where the history has joined what was typed next to it, the undoing is another one by now: better nothing is
      // brought back than something in the wrong place.
      if (changes.length !== undoing.length) return undefined;
      return { known: moved(known, changes.mapDesc(undoing, true)), undoing: undoing.mapDesc(changes) };
    },
  });
}

/** Keeps what `field` knows beside every change that takes some of it away. */
export function remembering<Known>(
  recall: Recall<Known>,
  field: StateField<Known>,
  takes: (known: Known, tr: Transaction) => boolean,
): Extension {
  const worth = (tr: Transaction): boolean =>
    tr.docChanged && tr.annotation(byDraft) !== 'words' && takes(tr.startState.field(field), tr);
  return [
    invertedEffects.of((tr) => {
      if (!worth(tr)) return [];
      return [recall.of({ known: tr.startState.field(field), undoing: tr.changes.invertedDesc })];
    }),
    // Joined to a step before it, the effect would be mapped by positions that are not its own.
    EditorState.transactionExtender.of((tr) => (worth(tr) ? { annotations: isolateHistory.of('before') } : null)),
  ];
}
