// Words said anew: what of them is asked for, and how the answer is shown, taken or left.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { undo } from '@codemirror/commands';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bodyOf } from '../src/lib/rewrite';
import { s } from '../src/lib/strings';
import { blankPage } from './fake-backend';
import { backend, draftBrief, editor, ended, id, open, page, press, settled, text } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a rewrite', () => {
  async function rewritten(): Promise<void> {
    await open(page('First. I would like to enquire. Last.'));
    editor().dispatch({ selection: { anchor: 7, head: 31 } });
    await tick();
    await fireEvent.click(id('rewrite'));
    expect(draftBrief()).toMatchObject({ start: 'First. ', points: ['I would like to enquire.'] });
    backend.draft({ event: 'text', seq: 0, delta: 'I would ask.' });
    await ended('finished', 'First. I would ask.');
  }

  it('is shown as a change and taken by a word', async () => {
    await rewritten();
    expect(text()).toBe('First. I would like to enquire. Last.');
    expect(within(id('suggestion')).getAllByRole('deletion')[0]?.textContent).toContain('like');
    // By key it is scrolled only where it can take the focus.
    const words = within(id('suggestion')).getByRole('group', { name: s.write.rewriteText });
    expect([words.tabIndex, words.textContent]).toEqual([0, words.textContent?.trim()]);
    await fireEvent.click(id('take'));
    expect(text()).toBe('First. I would ask. Last.');
    undo(editor());
    expect(text()).toBe('First. I would like to enquire. Last.');
  });

  it('is found where the passage has moved to, and says so where it has changed', async () => {
    await rewritten();
    editor().dispatch({ changes: { from: 0, insert: 'Dear Tom. ' } });
    editor().dispatch({ changes: { from: 20, insert: 'much ' } });
    await fireEvent.click(id('take'));
    expect(text()).toBe('Dear Tom. First. I wmuch ould like to enquire. Last.');
    expect(within(id('suggestion')).getByRole('alert').textContent).toBe(s.write.lost);
    expect(id('suggestion').textContent).toContain('I would ask.');
    await fireEvent.click(id('leave'));
    expect(screen.queryByTestId('suggestion')).toBeNull();
  });

  it('goes on from whole signs', async () => {
    await open(page(`a😀${'x'.repeat(1498)} This here.`));
    editor().dispatch({ selection: { anchor: 1502, head: 1512 } });
    await tick();
    await fireEvent.click(id('rewrite'));
    expect(draftBrief().start.slice(0, 4)).toBe('😀xx');
  });

  it('and going on give the focus to the text, as their buttons go away', async () => {
    await open(page('First. I would like to enquire.'));
    id('go-on').focus();
    await fireEvent.click(id('go-on'));
    expect(document.activeElement).toBe(editor().contentDOM);
    await ended('finished', 'First. I would like to enquire.');
    editor().dispatch({ selection: { anchor: 7, head: 31 } });
    await tick();
    id('rewrite').focus();
    await fireEvent.click(id('rewrite'));
    expect(document.activeElement).toBe(editor().contentDOM);
  });

  it('is left by Esc, and nothing has changed', async () => {
    await rewritten();
    await press('Escape', 'Escape', {});
    expect(screen.queryByTestId('suggestion')).toBeNull();
    expect(text()).toBe('First. I would like to enquire. Last.');
  });

  it('of a whole letter leaves its greeting and its sign-off where they are', async () => {
    const [greeting, body, signOff] = ['Hullo Tom,\n\n', 'I would like to enquire.\n\nIs it open?', '\n\nYours,\nMarta\n'];
    await open(page(greeting + body + signOff));
    editor().dispatch({ selection: { anchor: 0, head: editor().state.doc.length } });
    await tick();
    await fireEvent.click(id('rewrite'));
    expect(draftBrief()).toMatchObject({ start: greeting, points: ['I would like to enquire.', 'Is it open?'] });
    backend.draft({ event: 'text', seq: 0, delta: 'Tell me.' });
    await ended('finished', 'Tell me.');
    // Nothing of the old words stays.
    const note = within(id('suggestion'));
    const heard = (role: string, before: string): string[] =>
      note.getAllByRole(role).map((each) => each.textContent?.replace(before, '') ?? '');
    expect(heard('deletion', s.write.gone)).toEqual([body]);
    expect(heard('insertion', s.write.fresh)).toEqual(['Tell me.']);
    await fireEvent.click(id('take'));
    expect(text()).toBe(`${greeting}Tell me.${signOff}`);
  });

  it('of another kind of text is one of all that is chosen', async () => {
    const words = 'Hullo all,\n\nIt is open.';
    await open({ ...settled, page: { ...blankPage, text: words, brief: { ...blankPage.brief, kind: 'post' } } });
    editor().dispatch({ selection: { anchor: 0, head: words.length } });
    await tick();
    await fireEvent.click(id('rewrite'));
    expect(draftBrief()).toMatchObject({ start: '', points: ['Hullo all,', 'It is open.'] });
  });
});

describe('the body of a letter', () => {
  /** Its place is always where its words stand. */
  function body(text: string, before = '', ends = true): string {
    const whole = before + text;
    const found = bodyOf({ from: before.length, to: whole.length, text, before }, ends);
    expect(whole.slice(found.from, found.to)).toBe(found.text);
    expect(whole.slice(0, found.from)).toBe(found.before);
    return found.text;
  }

  it('stands between greeting and sign-off', () => {
    expect(body('Hullo Tom,\n\nOne here.\n\nTwo.\n\nYours,\nMarta')).toBe('One here.\n\nTwo.');
    expect(body('Good morning!\n \n  It is open.  \n\n\nMarta')).toBe('It is open.');
    expect(body('Hi,\n\nIt is open.\n\nThanks!\nM. K.')).toBe('It is open.');
    expect(body('汤姆，\n\n门开着。\n\n玛塔')).toBe('门开着。');
    expect(body('مرحبا توم،\n\nالباب مفتوح.\n\nمع التحية')).toBe('الباب مفتوح.');
  });

  it('is found where it says the same as the greeting', () => {
    expect(body('Hi,\n\nHi,\n\nIt is open.')).toBe('Hi,\n\nIt is open.');
  });

  it('begins with whatever is no greeting', () => {
    for (const text of [
      'Hullo Tom,\nit is open.',
      'Hullo Tom\n\nIt is open.',
      'So many words are no greeting, Tom,\n\nit is open.',
      'It is,\nso to say,\n\nopen now.',
    ]) {
      expect(body(text)).toBe(text);
    }
    const within = 'Hullo again,\n\nit is open.';
    expect(body(within, 'Dear Tom,\n\n')).toBe(within);
    expect(body(within, ' \n')).toBe('it is open.');
  });

  it('ends with whatever is no sign-off', () => {
    for (const tail of [
      'See you there.',
      'Is it?\nMarta',
      'All of these are too many words',
      'Yours,\nMarta\nThe Lock\nThe Mill',
      '- milk\n- bread',
    ]) {
      const text = `It is open.\n\n${tail}`;
      expect(body(text)).toBe(text);
    }
    const within = 'It is open.\n\nYours';
    expect(body(within, '', false)).toBe(within);
    expect(body('It is open\nMarta')).toBe('It is open\nMarta');
  });

  it('is one short line where that is all that is said', () => {
    expect(body('Hi Tom,\n\nrunning late, sorry')).toBe('running late, sorry');
  });

  it('is all of it where nothing else is left', () => {
    for (const text of ['Hullo Tom,', 'Marta', 'Yours,\nMarta', 'Hullo Tom,\n\nYours,\nMarta']) expect(body(text)).toBe(text);
  });
});
