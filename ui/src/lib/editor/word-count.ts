// How many words the text has. After a change only the words around it are counted anew: a long text, or a long line,
// would take longer than a key may.
import { StateField } from '@codemirror/state';
import type { Text } from '@codemirror/state';
import { countWords } from '../words';

/** So far a word is followed to its beginning and its end; what goes on without a gap for longer is no word. */
const FAR = 500;

/** Of all words that `from` to `to` touches. What stands around a change is the same before and after it. */
function around(doc: Text, from: number, to: number): number {
  const begins = doc.sliceString(Math.max(0, from - FAR), from).split(/\s/u).at(-1) ?? '';
  const ends = doc.sliceString(to, to + FAR).split(/\s/u, 1)[0] ?? '';
  return countWords(begins + doc.sliceString(from, to) + ends);
}

export const wordCount = StateField.define<number>({
  create: ({ doc }) => countWords(doc.toString()),
  update(words, tr) {
    if (!tr.docChanged) return words;
    // Two changes may touch the same word, which must not be counted twice.
    let [from, to, fromNow, toNow] = [Infinity, 0, Infinity, 0];
    tr.changes.iterChangedRanges((fromA, toA, fromB, toB) => {
      [from, to] = [Math.min(from, fromA), Math.max(to, toA)];
      [fromNow, toNow] = [Math.min(fromNow, fromB), Math.max(toNow, toB)];
    });
    return words - around(tr.startState.doc, from, to) + around(tr.newDoc, fromNow, toNow);
  },
});
