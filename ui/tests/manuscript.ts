// An editor by itself, and how a test writes a draft into it.
import { Manuscript } from '../src/lib/editor/manuscript';
import type { Listening } from '../src/lib/editor/manuscript';

const nothing = (): void => undefined;
const silent: Listening = {
  changed: nothing,
  undone: nothing,
  wrote: nothing,
  looked: nothing,
  checked: nothing,
  chosen: nothing,
  covered: () => 0,
};

export function manuscript(text: string, listening: Partial<Listening> = {}): Manuscript {
  const parent = document.createElement('div');
  document.body.append(parent);
  return new Manuscript(parent, text, [], { ...silent, ...listening });
}

export function write({ stream }: Manuscript, words: string): void {
  stream.begin();
  stream.append(words);
  stream.finishNow();
}
