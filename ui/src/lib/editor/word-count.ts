// How many words the text has. After a change only the lines around it are counted anew: in a long text the whole of it
// would take longer than a key may.
import { StateField } from '@codemirror/state';
import type { Text } from '@codemirror/state';
import { countWords } from '../words';

/** Of all lines that `from` to `to` touches: no word goes on in the next line. */
function around(doc: Text, from: number, to: number): number {
  return countWords(doc.sliceString(doc.lineAt(from).from, doc.lineAt(to).to));
}

export const wordCount = StateField.define<number>({
  create: ({ doc }) => countWords(doc.toString()),
  update(words, tr) {
    if (!tr.docChanged) return words;
    // Two changes may touch the same line, which must not be counted twice.
    let [from, to, fromNow, toNow] = [Infinity, 0, Infinity, 0];
    tr.changes.iterChangedRanges((fromA, toA, fromB, toB) => {
      [from, to] = [Math.min(from, fromA), Math.max(to, toA)];
      [fromNow, toNow] = [Math.min(fromNow, fromB), Math.max(toNow, toB)];
    });
    return words - around(tr.startState.doc, from, to) + around(tr.newDoc, fromNow, toNow);
  },
});
