// How many words the text has. After a change only the words around it are counted anew: a long text, or a long line,
// would take longer than a key may.
import { StateField } from '@codemirror/state';
import type { Text } from '@codemirror/state';
import { weigh, wordsOf } from '../words';

/** So far a word is followed to its beginning and its end; what goes on without a gap for longer is no word. */
const FAR = 500;

/** What all words weigh that `from` to `to` touches. What stands around a change is the same before and after it. */
function around(doc: Text, from: number, to: number): number {
  const begins = doc.sliceString(Math.max(0, from - FAR), from).split(/\s/u).at(-1) ?? '';
  const ends = doc.sliceString(to, to + FAR).split(/\s/u, 1)[0] ?? '';
  return weigh(begins + doc.sliceString(from, to) + ends);
}

// Kept by weight: of letters without gaps several make a word, and each may come by itself.
const weight = StateField.define<number>({
  create: ({ doc }) => weigh(doc.toString()),
  update(all, tr) {
    if (!tr.docChanged) return all;
    // Two changes may touch the same word, which must not be counted twice.
    let [from, to, fromNow, toNow] = [Infinity, 0, Infinity, 0];
    tr.changes.iterChangedRanges((fromA, toA, fromB, toB) => {
      [from, to] = [Math.min(from, fromA), Math.max(to, toA)];
      [fromNow, toNow] = [Math.min(fromNow, fromB), Math.max(toNow, toB)];
    });
    return all - around(tr.startState.doc, from, to) + around(tr.newDoc, fromNow, toNow);
  },
});

export const wordCount = StateField.define<number>({
  create: (state) => wordsOf(state.field(weight)),
  update: (_, { state }) => wordsOf(state.field(weight)),
  provide: () => weight,
});
