// The desk: what can be done with a brief, a draft and the reasons for it.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { undo } from '@codemirror/commands';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { s } from '../src/lib/strings';
import type { Wish } from '../src/lib/wire.gen';
import { opened, source } from './fake-backend';
import { asked, backend, draftBrief, editor, ended, id, open, page, press, settled, shell, text } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

const wish = (): Wish => asked('start_draft').at(-1)?.[1] as Wish;

async function drafted(words: string, start = '', match: number | null = null): Promise<void> {
  await fireEvent.click(id('draft'));
  backend.draft({ event: 'sources', sources: [source, { ...source, id: 2, title: 'Keys again' }] });
  backend.draft({ event: 'summary', snippets: [{ id: 1, text: 'Two small things.', part: 'minutes' }] });
  backend.draft({ event: 'words', words: ['slot', 'tea'], shell });
  backend.draft({ event: 'text', seq: 0, delta: words });
  await ended('finished', start + words, null, match);
}

describe('the brief', () => {
  it('is put away once there is something to look at, and says in a line what it is', async () => {
    await open(settled);
    expect(screen.queryByTestId('fold')).toBeNull();
    await fireEvent.input(id('field-to'), { target: { value: 'Tom <tom@x.example>' } });
    await drafted('It is fine.');
    await fireEvent.click(id('fold'));
    expect(id('brief-line').textContent).toBe('E-mail to Tom');
    await press('KeyB', 'b', { altKey: true });
    expect(screen.queryByTestId('brief-line')).toBeNull();
    // A field that goes away gives the focus to the text.
    id('field-to').focus();
    await press('KeyB', 'b', { altKey: true });
    expect(document.activeElement).toBe(editor().contentDOM);
  });
});

describe('several drafts', () => {
  it('lie on one pile, say what makes them different, and are stepped through by key', async () => {
    await open(page('Hello,\n'));
    await drafted('This first one goes on for quite a number of words before it ends.', 'Hello,\n');
    expect(id('draft').textContent).toContain(s.write.another);
    expect(screen.queryByTestId('alternatives')).toBeNull();
    await drafted('Short one.', 'Hello,\n');
    expect(text()).toBe('Hello,\nShort one.');
    expect(id('alternatives').textContent).toContain('Draft 2 of 2, shorter');
    await press('Comma', ',', { altKey: true });
    expect(text()).toContain('This first one');
    expect(id('alternatives').textContent).toContain('Draft 1 of 2, longer');
    await press('KeyD', 'd', { altKey: true });
    expect(screen.getAllByTestId('beside')[1]?.textContent).toContain('Hello,\nShort one.');
    await fireEvent.click(within(id('side-by-side-all')).getByRole('button', { name: s.close }));
    undo(editor());
    expect(text()).toBe('Hello,\n');
    undo(editor());
    expect(text()).toBe('Hello,\nShort one.');
    // What is said of a draft is said of the one that Undo has brought back.
    await tick();
    expect(id('alternatives').textContent).toContain('Draft 2 of 2, shorter');
    await press('Comma', ',', { altKey: true });
    expect(text()).toContain('This first one');
  });

  it('say nothing of how much they sound like the user where none of them stands', async () => {
    await open(settled);
    await drafted('The first one here.', '', 0.91);
    id('match');
    undo(editor());
    await tick();
    expect(screen.queryByTestId('match')).toBeNull();
  });

  it('stand side by side, each with how much it sounds like the user, and one of them is taken', async () => {
    await open(settled);
    await drafted('The first one here.', '', 0.91);
    await press('KeyD', 'd', { altKey: true });
    expect(screen.queryByTestId('side-by-side-all')).toBeNull();
    await drafted('The second.', '', 0.42);
    expect(id('match').textContent).toContain('42 of 100 · what you write yourself: 70 to 98');
    await press('KeyD', 'd', { altKey: true });
    const all = screen.getAllByTestId('beside').map(({ textContent }) => textContent);
    expect(all[0]).toMatch(/Draft 1 of 2, longer.*91 of 100.*The first one here.*Take it/s);
    expect(all[1]).toMatch(/Draft 2 of 2, shorter.*42 of 100.*The second.*stands in your text/s);
    await fireEvent.click(id('beside-take'));
    expect(screen.queryByTestId('side-by-side-all')).toBeNull();
    expect(text()).toBe('The first one here.');
    // What is said of a draft is said of the one that stands.
    expect(id('match').textContent).toContain('91 of 100');
  });

  it('are not put over what the user has changed', async () => {
    await open(settled);
    await drafted('One here.');
    await drafted('Two here.', '', 0.9);
    editor().dispatch({ changes: { from: 3, to: 4, insert: ' was ' } });
    await tick();
    await press('Period', '.', { altKey: true });
    expect(text()).toContain(' was ');
    // It is said why, and nothing that was told of the draft as it came.
    expect(id('alternatives').textContent).toContain(s.write.held.touched);
    expect([id('alternatives').textContent, screen.queryByTestId('match')]).toEqual([expect.not.stringContaining('of 2'), null]);
    await fireEvent.click(id('side-by-side'));
    expect(id('side-by-side-all').textContent).toContain(s.write.held.touched);
  });

  it('belong to their brief', async () => {
    await open(settled);
    await drafted('One.');
    await fireEvent.input(id('field-title'), { target: { value: 'Else' } });
    expect(id('draft').textContent).toContain(s.write.draft);
  });
});

describe('going on', () => {
  it('begins at the caret, keeps what is there, and signs off only at the end', async () => {
    await open(page('Hello, I think \n\nYours'));
    editor().dispatch({ selection: { anchor: 15 } });
    await press('Enter', 'Enter', { ctrlKey: true, shiftKey: true });
    expect(draftBrief().start).toBe('Hello, I think ');
    expect(wish().shell).toMatchObject({ sign_off: '', greeting: '' });
    backend.draft({ event: 'text', seq: 0, delta: 'so.' });
    await ended('finished', 'Hello, I think so.');
    expect(text()).toBe('Hello, I think so.\n\nYours');
    undo(editor());
    expect(text()).toBe('Hello, I think \n\nYours');
  });
});

describe('habits', () => {
  it('are those of the person, and not what was asked for in a rewrite', async () => {
    await open(settled);
    await drafted('It is fine.');
    const usual = s.status.usual(shell.words_low, shell.words_high);
    expect(id('status').textContent).toContain(usual);
    editor().dispatch({ selection: { anchor: 0, head: 11 } });
    await tick();
    await fireEvent.click(id('rewrite'));
    backend.draft({ event: 'words', words: [], shell: { ...shell, greeting: '', words_low: 2, words_high: 4 } });
    backend.draft({ event: 'text', seq: 0, delta: 'Fine.' });
    await ended('finished', 'Fine.');
    expect(id('status').textContent).toContain(usual);
    expect(id('shell').textContent).toContain(shell.greeting);
  });
});

describe('the reasons', () => {
  it('are pinned, dropped and brought back, and the next draft obeys', async () => {
    await open(settled);
    await drafted('It is fine.');
    await fireEvent.click(screen.getByRole('button', { name: s.reasons.of(s.reasons.drop, 'Keys again') }));
    expect(screen.getAllByTestId('source')).toHaveLength(1);
    await fireEvent.click(screen.getByRole('button', { name: s.reasons.of(s.reasons.pin, source.title) }));
    await fireEvent.click(id('from-here'));
    expect(wish()).toMatchObject({ pinned: [1], dropped: [2] });
    await ended('finished', '');
    await fireEvent.click(within(id('dropped')).getByRole('button'));
    expect(screen.queryByTestId('dropped')).toBeNull();
  });

  it('are edited in place', async () => {
    await open(settled);
    await drafted('It is fine.');
    await fireEvent.click(within(id('summary')).getByTestId('edit'));
    await fireEvent.input(id('edit-summary'), { target: { value: 'Three small things.' } });
    await fireEvent.click(within(id('summary')).getByTestId('from-here'));
    expect(wish()).toMatchObject({ summary: [{ id: 1, text: 'Three small things.' }], words: null });
    backend.draft({ event: 'words', words: ['slot', 'tea'], shell });
    await ended('finished', '');
    await fireEvent.click(within(id('words')).getByTestId('edit'));
    await fireEvent.click(screen.getByRole('button', { name: s.reasons.takeOut('tea') }));
    await fireEvent.input(id('add-word'), { target: { value: 'kettle' } });
    await fireEvent.submit(id('add-word'));
    await fireEvent.click(within(id('shell')).getByTestId('edit'));
    await fireEvent.input(id('edit-greeting'), { target: { value: 'Dear all,' } });
    await fireEvent.change(id('edit-high'), { target: { value: '60' } });
    await fireEvent.click(id('from-here'));
    expect(wish().words).toEqual(['slot', 'kettle']);
    expect(wish().shell).toMatchObject({ greeting: 'Dear all,', words_low: 60, words_high: 60 });
  });

  it('say which passage the sentence at the caret leans on', async () => {
    await open(settled);
    await drafted('Only the early train, I fear.');
    editor().dispatch({ selection: { anchor: 5 } });
    await tick();
    expect(screen.getAllByTestId('source')[0]?.textContent).toContain('behind this sentence: early, train');
  });

  it('open the whole document, from which it can be answered', async () => {
    await open(settled);
    await drafted('It is fine.');
    await fireEvent.click(screen.getByRole('button', { name: s.reasons.of(s.reasons.open, source.title) }));
    await waitFor(() => expect(id('document').textContent).toContain(opened.text));
    await fireEvent.click(id('show-folder'));
    expect(asked('show_folder')).toEqual([[1]]);
    await fireEvent.keyDown(id('document'), { key: 'Escape' });
    expect(screen.queryByTestId('document')).toBeNull();
  });
});

describe('ways out', () => {
  it('saves and hands over to the mail program, by key and by mouse', async () => {
    await open(page('Hello'));
    await press('KeyS', 's', { ctrlKey: true });
    await waitFor(() => expect(document.activeElement).toBe(id('save-txt')));
    await fireEvent.click(id('save-eml'));
    expect(asked('save_as')).toEqual([['Hello', 'eml']]);
    const spoken = (): string => screen.getAllByRole('status')[0]?.textContent ?? '';
    await waitFor(() => expect(spoken()).toBe('Saved as /home/u/page.eml'));
    // The same once more is heard once more, as it is not the same to the letter.
    await fireEvent.click(id('save'));
    await fireEvent.click(id('save-eml'));
    await waitFor(() => expect(spoken()).toBe('Saved as /home/u/page.eml\u00a0'));
    await fireEvent.click(id('save'));
    await fireEvent.click(id('open-mail'));
    expect(asked('open_mail')).toEqual([['Hello']]);
  });
});
