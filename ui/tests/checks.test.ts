// What should be looked at in a draft, in the editor.
import { redo, undo } from '@codemirror/commands';
import { describe, expect, it } from 'vitest';
import type { Check } from '../src/lib/editor/checks';
import type { Manuscript } from '../src/lib/editor/manuscript';
import { manuscript, write } from './manuscript';

const mark = { from: 0, to: 3, text: 'Len', why: 'a name that nobody gave' };
const ada = { from: 8, to: 11, text: 'Ada', why: 'a name that nobody gave' };

let told: (Check | null)[] = [];

function drafted(words: string): Manuscript {
  told = [];
  const page = manuscript('Hello ', { checked: (check) => void told.push(check) });
  write(page, words);
  return page;
}

const underlined = ({ view }: Manuscript): (string | null)[] =>
  [...view.contentDOM.querySelectorAll('.cm-check')].map((one) => `${one.textContent}: ${one.getAttribute('title')}`);
const words = ({ view }: Manuscript): (string | null)[] =>
  [...view.contentDOM.querySelectorAll('.cm-check')].map(({ textContent }) => textContent);
const type = ({ view }: Manuscript, insert: string, from: number, to = from): void =>
  view.dispatch({ changes: { from, to, insert }, userEvent: 'input.type' });

describe('checks', () => {
  it('underlines with the reason, and moves with the text', () => {
    const page = drafted('Len and Ada');
    page.check([mark]);
    expect(underlined(page)).toEqual(['Len: a name that nobody gave']);
    page.view.dispatch({ changes: { from: 0, insert: 'Well. ' } });
    expect(underlined(page)).toEqual(['Len: a name that nobody gave']);
  });

  it('goes when the user has changed it, and when it does not fit', () => {
    const page = drafted('Len and Ada');
    page.check([mark]);
    type(page, 'a', 7, 8);
    expect(underlined(page)).toEqual([]);
    page.check([mark]);
    expect(underlined(page)).toEqual([]);
  });

  it('comes back where a change of it is undone, whatever else was changed', () => {
    const page = drafted('Len and Ada');
    page.check([mark, ada]);
    type(page, 'x', 10);
    // Next to what was typed just before.
    type(page, '--', 9, 10);
    expect(words(page)).toEqual(['Ada']);
    undo(page.view);
    expect(words(page)).toEqual(['Len', 'Ada']);
    redo(page.view);
    expect(words(page)).toEqual(['Ada']);
  });

  it('comes back with the draft that an Undo brings back, and with one that a Redo does', () => {
    const page = drafted('Len and Ada');
    page.check([mark]);
    write(page, 'Nobody, and that at great length');
    page.check([]);
    undo(page.view);
    undo(page.view);
    expect([page.text, words(page)]).toEqual(['Hello Len and Ada', ['Len']]);
    undo(page.view);
    expect(page.text).toBe('Hello ');
    redo(page.view);
    expect(words(page)).toEqual(['Len']);
    page.swap('Ada and Len');
    undo(page.view);
    undo(page.view);
    expect([page.text, words(page)]).toEqual(['Hello Len and Ada', ['Len']]);
  });

  it('is told at the caret, and gone to one after the other', () => {
    const page = drafted('Len and Ada');
    expect(page.toNextCheck()).toBe(false);
    page.check([mark, ada]);
    expect(told).toEqual([]);
    const at = (): number => page.view.state.selection.main.head;
    expect(page.toNextCheck()).toBe(true);
    expect([at(), told.at(-1)]).toEqual([6, { text: 'Len', why: mark.why }]);
    page.toNextCheck();
    expect([at(), told.at(-1)]).toEqual([14, { text: 'Ada', why: ada.why }]);
    page.toNextCheck();
    expect([at(), told.at(-1)]).toEqual([6, { text: 'Len', why: mark.why }]);
    page.view.dispatch({ selection: { anchor: 11 } });
    expect(told.at(-1)).toBeNull();
  });
});

describe('what the history keeps', () => {
  it('is in nobody’s way where it has joined letters that were typed into the draft', () => {
    const page = drafted('Len and Ada');
    page.check([mark]);
    for (const [at, letter] of [...'one'].entries()) type(page, letter, 7 + at);
    write(page, ' and more');
    expect(page.text).toBe('Hello Loneen and Ada and more');
    undo(page.view);
    undo(page.view);
    expect(page.text).toBe('Hello Len and Ada');
  });
});
