// Each line runs as its own words run: one in Hebrew from the right, the next in English from the left.
import type { Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view';
import type { DecorationSet, ViewUpdate } from '@codemirror/view';

const own = Decoration.line({ attributes: { dir: 'auto' } });

/** Of the lines that are seen only: in a long text all of them would take longer than a key may. */
function seen({ state, visibleRanges }: EditorView): DecorationSet {
  const lines = [];
  let next = 0;
  for (const { from, to } of visibleRanges) {
    // A long line may be seen in two ranges.
    for (let at = Math.max(from, next); at <= to; at = next) {
      const line = state.doc.lineAt(at);
      lines.push(own.range(line.from));
      next = line.to + 1;
    }
  }
  return Decoration.set(lines);
}

class Direction {
  lines: DecorationSet;

  constructor(view: EditorView) {
    this.lines = seen(view);
  }

  update({ view, docChanged, viewportChanged }: ViewUpdate): void {
    if (docChanged || viewportChanged) this.lines = seen(view);
  }
}

export const direction: Extension = [
  ViewPlugin.fromClass(Direction, { decorations: ({ lines }) => lines }),
  EditorView.perLineTextDirection.of(true),
];
