// How the manuscript looks: the user's serif, a measure that the page sets, the caret in the accent.
import { EditorView } from '@codemirror/view';
import type { Extension } from '@codemirror/state';

export const look: Extension = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--text)', fontSize: 'var(--manuscript)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--serif)', lineHeight: '1.52', overflow: 'visible', flexGrow: '1' },
  // The empty page below the words belongs to them: a click there begins to write.
  '.cm-content': { padding: '0 0 2rem', caretColor: 'var(--accent)', minHeight: '9rem', alignSelf: 'stretch' },
  '.cm-line': { padding: '0' },
  '.cm-placeholder': { color: 'var(--faint)', fontStyle: 'italic' },
  '.cm-drafted': {
    backgroundImage:
      'linear-gradient(transparent 58%, var(--wash) 58%, var(--wash) 88%, transparent 88%)',
    WebkitBoxDecorationBreak: 'clone',
    boxDecorationBreak: 'clone',
  },
  '.cm-check': {
    textDecoration: 'underline dotted var(--accent)',
    textUnderlineOffset: '0.22em',
  },
  '.cm-pen': {
    display: 'inline-block',
    width: '2px',
    height: '1.05em',
    marginLeft: '1px',
    marginRight: '-3px',
    verticalAlign: '-0.18em',
    borderRadius: '1px',
    backgroundColor: 'var(--accent)',
    animation: 'pen 1.2s ease-in-out infinite',
  },
});
