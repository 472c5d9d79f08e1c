// What should be looked at in a draft, in the editor.
import { describe, expect, it } from 'vitest';
import { showChecks } from '../src/lib/editor/checks';
import { Manuscript } from '../src/lib/editor/manuscript';

const mark = { from: 6, to: 9, text: 'Len', why: 'a name that nobody gave' };

function drafted(words: string): Manuscript {
  const nothing = (): void => undefined;
  const listening = { changed: nothing, undone: nothing, wrote: nothing, looked: nothing, chosen: nothing, covered: () => 0 };
  const manuscript = new Manuscript(document.createElement('div'), 'Hello ', listening);
  manuscript.stream.begin();
  manuscript.stream.append(words);
  manuscript.stream.finishNow();
  return manuscript;
}

const underlined = ({ view }: Manuscript): (string | null)[] =>
  [...view.contentDOM.querySelectorAll('.cm-check')].map((one) => `${one.textContent}: ${one.getAttribute('title')}`);

describe('checks', () => {
  it('underlines with the reason, and moves with the text', () => {
    const manuscript = drafted('Len and Ada');
    showChecks(manuscript.view, [mark], 'Hello ');
    expect(underlined(manuscript)).toEqual(['Len: a name that nobody gave']);
    manuscript.view.dispatch({ changes: { from: 0, insert: 'Well. ' } });
    expect(underlined(manuscript)).toEqual(['Len: a name that nobody gave']);
  });

  it('goes when the user has changed it, and when it does not fit', () => {
    const manuscript = drafted('Len and Ada');
    showChecks(manuscript.view, [mark], 'Hello ');
    manuscript.view.dispatch({ changes: { from: 7, to: 8, insert: 'a' } });
    expect(underlined(manuscript)).toEqual([]);
    showChecks(manuscript.view, [mark], 'Hello ');
    expect(underlined(manuscript)).toEqual([]);
  });
});
