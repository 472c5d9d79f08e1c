// Everything that the editor is made of, in the order in which it takes effect.
import { history, historyKeymap, insertNewline, standardKeymap } from '@codemirror/commands';
import type { Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { s } from '../strings';
import { checks } from './checks';
import { direction } from './direction';
import { drafted } from './drafted';
import { look } from './look';
import { marks } from './marks';
import { wordCount } from './word-count';

const contentAttributes = EditorView.contentAttributes.of({
  'aria-label': s.write.editor,
  spellcheck: 'true',
  autocorrect: 'on',
  autocapitalize: 'sentences',
});

// A file is the message that is answered, wherever it falls: the page takes it, and the text must not take it as words.
const files = EditorView.domEventHandlers({ drop: ({ dataTransfer }) => (dataTransfer?.files.length ?? 0) > 0 });

// Right behind a composed sign, as an emoji or an accent is, a key passes the editor by, and the line that the system would
// make then is read as two.
const lines = EditorView.domEventHandlers({
  beforeinput: ({ inputType }, view) =>
    (inputType === 'insertParagraph' || inputType === 'insertLineBreak') && insertNewline(view),
});

export function setup(own: Extension): Extension {
  return [
    own,
    history(),
    wordCount,
    drafted,
    marks,
    checks,
    // Tab is left to the window: whoever writes by keyboard must get out again.
    keymap.of([{ key: 'Enter', run: insertNewline, shift: insertNewline }, ...historyKeymap, ...standardKeymap]),
    EditorView.lineWrapping,
    direction,
    contentAttributes,
    files,
    lines,
    placeholder(s.write.placeholder),
    look,
  ];
}
