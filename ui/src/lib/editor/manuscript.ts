// The user's text on the page: the editor as the rest of the window sees it.
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { ownWords } from './redraft';
import { setup } from './setup';
import { Stream, undoWhileRunning } from './stream';

export interface Listening {
  /** The text has changed, by whomever. */
  changed: (text: () => string) => void;
  /** An Undo has taken the running draft away. */
  undone: () => void;
  /** A frame of the draft was written. */
  wrote: () => void;
}

export class Manuscript {
  readonly view: EditorView;
  readonly stream: Stream;

  constructor(parent: HTMLElement, text: string, listening: Listening) {
    let stream: Stream | null = null;
    const own = [
      undoWhileRunning(() => stream, listening.undone),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) listening.changed(() => update.state.doc.toString());
      }),
    ];
    this.view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions: setup(own) }) });
    this.stream = new Stream(this.view, listening.wrote);
    stream = this.stream;
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** What a draft would go on from now. */
  get own(): string {
    return ownWords(this.view.state);
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    this.stream.abandon();
    this.view.destroy();
  }
}
