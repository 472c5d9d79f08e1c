// The manuscript: how a draft streams in, what Undo takes away, what the next draft goes on from.
import { redo, undo } from '@codemirror/commands';
import { runScopeHandlers } from '@codemirror/view';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { draftedOf } from '../src/lib/editor/drafted';
import type { Manuscript, Stretch } from '../src/lib/editor/manuscript';
import { countWords } from '../src/lib/words';
import { manuscript } from './manuscript';

let page: Manuscript;
const undone = vi.fn();
const wrote = vi.fn();
const changed = vi.fn();

function open(text = ''): void {
  page = manuscript(text, { changed, undone, wrote });
}

function type(insert: string, from = page.view.state.doc.length, to = from): void {
  page.view.dispatch({ changes: { from, to, insert }, userEvent: 'input.type' });
}

function draft(...deltas: string[]): void {
  page.stream.begin();
  for (const delta of deltas) {
    page.stream.append(delta);
    vi.advanceTimersByTime(250);
  }
  page.stream.end();
  vi.advanceTimersByTime(250);
}

const marked = (): string[] =>
  draftedOf(page.view.state).pieces.map(({ from, to }) => page.view.state.doc.sliceString(from, to));

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  open();
});
afterEach(() => {
  page.destroy();
  vi.useRealTimers();
});

describe('a draft that streams in', () => {
  it('goes on from the user’s own start and is marked', () => {
    type('Hello all,');
    draft('\n\nThursday', ' is fine.');
    expect(page.text).toBe('Hello all,\n\nThursday is fine.');
    expect(marked()).toEqual(['\n\nThursday is fine.']);
    expect(page.view.dom.querySelectorAll('.cm-drafted').length).toBeGreaterThan(0);
  });

  it('is written once a frame, however many deltas come', () => {
    page.stream.begin();
    changed.mockClear();
    for (const word of ['one ', 'two ', 'three']) page.stream.append(word);
    expect(page.text).toBe('');
    vi.advanceTimersByTime(250);
    expect(page.text).toBe('one two three');
    expect(changed).toHaveBeenCalledTimes(1);
    expect(wrote).toHaveBeenCalledTimes(1);
  });

  it('lets the user type anywhere meanwhile', () => {
    type('Hello');
    page.stream.begin();
    type(' all,');
    page.stream.append(' one');
    vi.advanceTimersByTime(250);
    type('Oh! ', 0);
    page.stream.append(' two');
    vi.advanceTimersByTime(250);
    type(' PS');
    page.stream.append(' three');
    page.stream.end();
    vi.advanceTimersByTime(250);
    expect(page.text).toBe('Oh! Hello all, one two three PS');
    expect(marked()).toEqual([' one two three']);
  });

  it('leaves the caret where the user has it', () => {
    type('Hello');
    page.view.dispatch({ selection: { anchor: 2 } });
    draft(' all');
    expect(page.view.state.selection.main.head).toBe(2);
  });

  it('waits while a word is being composed', () => {
    page.stream.begin();
    const composing = vi.spyOn(page.view, 'composing', 'get').mockReturnValue(true);
    page.stream.append('word');
    vi.advanceTimersByTime(1000);
    expect(page.text).toBe('');
    composing.mockReturnValue(false);
    vi.advanceTimersByTime(250);
    expect(page.text).toBe('word');
  });

  it('writes nothing that comes after the end', () => {
    draft('one');
    page.stream.append(' two');
    vi.advanceTimersByTime(250);
    expect(page.text).toBe('one');
  });
});

describe('Undo', () => {
  it('takes the whole draft at once and never the user’s own words', () => {
    type('Hello all,');
    draft(' one', ' two', ' three');
    undo(page.view);
    expect(page.text).toBe('Hello all,');
    expect(marked()).toEqual([]);
    redo(page.view);
    expect(page.text).toBe('Hello all, one two three');
    expect(marked()).toEqual([' one two three']);
    undo(page.view);
    undo(page.view);
    expect(page.text).toBe('');
  });

  it('keeps what was typed meanwhile, even inside the draft', () => {
    type('Hello');
    page.stream.begin();
    page.stream.append(' world');
    vi.advanceTimersByTime(250);
    type('MINE', 8);
    page.stream.append(' again');
    page.stream.end();
    vi.advanceTimersByTime(250);
    expect(page.text).toBe('Hello woMINErld again');
    undo(page.view);
    expect(page.text).toBe('HelloMINE');
    undo(page.view);
    expect(page.text).toBe('Hello');
    redo(page.view);
    redo(page.view);
    expect(page.text).toBe('Hello woMINErld again');
    expect(marked()).toEqual([' wo', 'rld again']);
  });

  it('while it runs takes the draft away and stops it', () => {
    type('Hello');
    page.stream.begin();
    page.stream.append(' world');
    vi.advanceTimersByTime(250);
    const key = new KeyboardEvent('keydown', { key: 'z', keyCode: 90, ctrlKey: true } as KeyboardEventInit);
    expect(runScopeHandlers(page.view, key, 'editor')).toBe(true);
    expect(page.text).toBe('Hello');
    expect(undone).toHaveBeenCalledTimes(1);
    expect(page.stream.running).toBe(false);
  });

  it('before its first word stops it and takes nothing of the user’s away', () => {
    type('Hello');
    page.stream.begin();
    const key = new KeyboardEvent('keydown', { key: 'z', keyCode: 90, ctrlKey: true } as KeyboardEventInit);
    expect(runScopeHandlers(page.view, key, 'editor')).toBe(true);
    expect(page.text).toBe('Hello');
    expect(undone).toHaveBeenCalledTimes(1);
    expect(page.stream.running).toBe(false);
    // A word that is on its way to the text counts, and is what goes.
    page.stream.begin();
    page.stream.append(' world');
    runScopeHandlers(page.view, key, 'editor');
    expect(page.text).toBe('Hello');
    redo(page.view);
    expect(page.text).toBe('Hello world');
  });

  it('while it runs takes the user’s latest typing first, if there is any', () => {
    type('Hello');
    page.stream.begin();
    page.stream.append(' world');
    vi.advanceTimersByTime(250);
    type('Oh! ', 0);
    const key = new KeyboardEvent('keydown', { key: 'z', keyCode: 90, ctrlKey: true } as KeyboardEventInit);
    runScopeHandlers(page.view, key, 'editor');
    expect(page.text).toBe('Hello world');
    expect(undone).not.toHaveBeenCalled();
  });
});

describe('the next draft', () => {
  it('takes the place of the last one, which Undo brings back', () => {
    type('Hello');
    draft(' one');
    expect(page.own).toBe('Hello');
    page.stream.begin();
    expect(page.text).toBe('Hello one');
    page.stream.append(' two');
    vi.advanceTimersByTime(250);
    expect(page.text).toBe('Hello two');
    page.stream.end();
    vi.advanceTimersByTime(250);
    undo(page.view);
    expect(page.text).toBe('Hello');
    undo(page.view);
    expect(page.text).toBe('Hello one');
    expect(marked()).toEqual([' one']);
    expect(page.own).toBe('Hello');
  });

  it('keeps the last one if it ends without a word', () => {
    type('Hello');
    draft(' one');
    draft();
    expect(page.text).toBe('Hello one');
    expect(marked()).toEqual([' one']);
  });

  it('goes on from all of it once the user has edited inside', () => {
    type('Hello');
    draft(' big world');
    type('small', 6, 9);
    expect(page.own).toBe('Hello small world');
    draft(' again');
    expect(page.text).toBe('Hello small world again');
    expect(marked()).toEqual([' again']);
  });

  it('does not count an edit that was undone, nor one beside the draft', () => {
    type('Hello');
    draft(' world');
    type('!', 7);
    expect(page.own).toBe('Hello w!orld');
    undo(page.view);
    type(' Bye', page.text.length);
    type('Oh! ', 0);
    expect(page.own).toBe('Oh! Hello Bye');
  });
});

describe('a passage that is said anew', () => {
  it('is found where it has moved to', () => {
    const stretch = chosen('We agree. We agree. We part.', 10, 19);
    type('So. ', 0);
    expect(page.put(stretch, 'We nod.')).toBe(true);
    expect(page.text).toBe('So. We agree. We nod. We part.');
    expect(page.put(stretch, 'We nod.')).toBe(false);
  });

  it('is none of those that say the same, where it has changed itself', () => {
    const stretch = chosen('We agree. We part. We agree.', 19, 28);
    type('d', 27);
    expect(page.put(stretch, 'We nod.')).toBe(false);
    expect(page.text).toBe('We agree. We part. We agreed.');
  });

  function chosen(text: string, anchor: number, head: number): Stretch {
    open(text);
    page.view.dispatch({ selection: { anchor, head } });
    const stretch = page.selection;
    if (stretch === null) throw new Error('nothing is chosen');
    page.hold(stretch);
    return stretch;
  }
});

describe('the number of words', () => {
  it('is that of the whole text after every change, though only the words around it are counted', () => {
    open('One two.\n\nThree, four five.\nSix');
    expect(page.words).toBe(6);
    const check = (): void => expect(page.words, JSON.stringify(page.text)).toBe(countWords(page.text));
    type(' seven');
    check();
    // A word is cut in two, two become one, a line goes, and two changes come at once in one line.
    type(' ', 1);
    check();
    type('', 5, 6);
    check();
    type('', 7, 14);
    check();
    const { doc } = page.view.state;
    page.view.dispatch({ changes: [{ from: 0, insert: 'oh ' }, { from: 2, insert: ' , ' }, { from: doc.length, insert: '\nend' }] });
    check();
    draft(' and', ' the draft\n\nends', ' here.');
    check();
    undo(page.view);
    check();
    page.replaceAll('Another page', []);
    expect(page.words).toBe(2);
  });
});
