// The list of drafts, a new page, settings and privacy.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyBrief } from '../src/lib/page.svelte';
import { SEARCH_MS } from '../src/lib/newest';
import { MOST_PAGES } from '../src/lib/pages.svelte';
import { MOST_HITS } from '../src/lib/search.svelte';
import { s } from '../src/lib/strings';
import type { PageLine } from '../src/lib/wire.gen';
import { blankPage } from './fake-backend';
import { asked, backend, id, open, page, settled, text } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

const line: PageLine = {
  id: 3,
  kind: 'email',
  title: 'Keys',
  about: '',
  to: 'Tom',
  begins: 'Hullo Tom, the shed',
  words: 41,
  changed: '2025-03-14T10:00:00Z',
};

describe('the drafts', () => {
  it('are listed, searched and opened, and the page that was open is kept first', async () => {
    await open(page('Half a thought'));
    backend.lines = [line];
    backend.kept = [{ ...blankPage, id: 3, brief: { ...emptyBrief, title: 'Keys' }, text: 'Hullo Tom' }];
    await fireEvent.input(id('field-title'), { target: { value: 'Mine' } });
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => id('page'));
    expect(backend.saved.at(-1)).toMatchObject({ text: 'Half a thought', brief: { title: 'Mine' } });
    expect(id('page').textContent).toMatch(/Keys.*Hullo Tom, the shed.*to Tom.*41 words.*14 March 2025/s);
    await fireEvent.input(id('search-drafts'), { target: { value: 'shed' } });
    await vi.advanceTimersByTimeAsync(SEARCH_MS + 10);
    expect(asked('pages').at(-1)).toEqual(['shed', MOST_PAGES]);
    await fireEvent.click(within(id('page')).getAllByRole('button')[0] as HTMLElement);
    await waitFor(() => expect(text()).toBe('Hullo Tom'));
    expect((id('field-title') as HTMLInputElement).value).toBe('Keys');
  });

  it('are deleted only when asked twice', async () => {
    await open(settled);
    backend.lines = [line];
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => id('remove'));
    await fireEvent.click(id('remove'));
    const no = screen.getByRole('button', { name: s.drafts.removeNo });
    await waitFor(() => expect(document.activeElement).toBe(no));
    await fireEvent.click(no);
    await waitFor(() => expect(document.activeElement).toBe(id('remove')));
    await fireEvent.click(id('remove'));
    expect(asked('remove_page')).toEqual([]);
    await fireEvent.click(id('remove-yes'));
    await waitFor(() => expect(screen.queryByTestId('page')).toBeNull());
    expect(asked('remove_page')).toEqual([[3]]);
    screen.getByText(s.drafts.none);
  });

  it('are deleted once, however often one says so', async () => {
    await open(settled);
    backend.lines = [line];
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => id('remove'));
    let done = (): void => undefined;
    const removed = vi.spyOn(backend, 'removePage').mockReturnValue(new Promise((resolve) => (done = resolve)));
    await fireEvent.click(id('remove'));
    id('remove-yes').focus();
    await fireEvent.click(id('remove-yes'));
    await fireEvent.click(id('remove-yes'));
    expect([id('remove-yes').getAttribute('aria-disabled'), document.activeElement]).toEqual(['true', id('remove-yes')]);
    done();
    await waitFor(() => expect(id('remove-yes').getAttribute('aria-disabled')).toBe('false'));
    expect(removed.mock.calls).toEqual([[3]]);
  });

  it('stay in the list where one cannot be deleted, and the focus goes on where one was', async () => {
    await open({ ...settled, page: { ...settled.page, id: 3, text: 'Hullo Tom' } });
    backend.lines = [line, { ...line, id: 4, title: 'Tea' }];
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => expect(screen.getAllByTestId('page')).toHaveLength(2));
    const refused = vi.spyOn(backend, 'removePage').mockRejectedValueOnce(new Error('the disk is full'));
    const remove = async (): Promise<void> => {
      await fireEvent.click(screen.getAllByTestId('remove')[0] as HTMLElement);
      id('remove-yes').focus();
      await fireEvent.click(id('remove-yes'));
    };
    await remove();
    await waitFor(() => expect(id('error').textContent).toContain('The disk is full'));
    expect(screen.getAllByTestId('page')).toHaveLength(2);
    refused.mockRestore();
    await waitFor(() => expect(id('remove-yes').getAttribute('aria-disabled')).toBe('false'));
    await fireEvent.click(id('remove-yes'));
    // The one that was open makes room for a new page, and the list stays.
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Tea'));
    expect(screen.getAllByTestId('page')).toHaveLength(1);
    await remove();
    await waitFor(() => expect(document.activeElement?.textContent).toBe(s.drafts.title));
  });

  it('are said to be more where no more are listed', () => {
    expect(s.drafts.found(MOST_PAGES - 1, MOST_PAGES)).toBe('199 drafts');
    expect(s.drafts.found(MOST_PAGES, MOST_PAGES)).toBe('200 drafts or more');
    expect(s.library.found(MOST_HITS, MOST_HITS)).toBe('20 or more texts found');
  });

  it('make room for a new page by key, and keep the old one where saving fails', async () => {
    await open(page('Words'));
    await fireEvent.input(id('field-title'), { target: { value: 'Mine' } });
    backend.refuseSave = { code: 'io', what: 'the disk is full', path: null, remedy: 'Make room' };
    await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
    await waitFor(() => expect(id('error').textContent).toContain('The disk is full'));
    expect(text()).toBe('Words');
    backend.refuseSave = null;
    await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
    await waitFor(() => expect(text()).toBe(s.write.placeholder));
    expect(backend.saved.at(-1)).toMatchObject({ text: 'Words', brief: { title: 'Mine' } });
    // What is written next is another page, not the old one.
    await fireEvent.input(id('field-title'), { target: { value: 'New' } });
    await vi.advanceTimersByTimeAsync(1100);
    expect(backend.saved.at(-1)).toMatchObject({ id: 0, brief: { title: 'New' } });
    await fireEvent.input(id('field-title'), { target: { value: 'Newer' } });
    await vi.advanceTimersByTimeAsync(1100);
    expect(backend.saved.at(-1)).toMatchObject({ id: 5, brief: { title: 'Newer' } });
  });
});

describe('turning to another page', () => {
  const kept = [{ ...blankPage, id: 3, brief: { ...emptyBrief, title: 'Keys' }, text: 'Hullo Tom' }];

  it('keeps what is typed while that page is still coming', async () => {
    await open(page('Half a thought'));
    backend.lines = [line];
    backend.kept = kept;
    let come: () => void = () => undefined;
    backend.opening = new Promise<void>((resolve) => (come = resolve));
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => id('page'));
    await fireEvent.click(within(id('page')).getAllByRole('button')[0] as HTMLElement);
    await waitFor(() => expect(asked('open_page')).toHaveLength(1));
    await fireEvent.input(id('field-title'), { target: { value: 'A last word' } });
    come();
    await waitFor(() => expect(text()).toBe('Hullo Tom'));
    expect(backend.saved.at(-1)).toMatchObject({ text: 'Half a thought', brief: { title: 'A last word' } });
  });

  it('ends a draft that is being written, whose words stay on its own page', async () => {
    await open(settled);
    backend.lines = [line];
    backend.kept = kept;
    await fireEvent.input(id('field-title'), { target: { value: 'Mine' } });
    await fireEvent.click(id('draft'));
    await waitFor(() => expect(asked('start_draft')).toHaveLength(1));
    backend.draft({ event: 'text', seq: 0, delta: 'The key is ' });
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => id('page'));
    await fireEvent.click(within(id('page')).getAllByRole('button')[0] as HTMLElement);
    await waitFor(() => expect(text()).toBe('Hullo Tom'));
    expect(asked('stop_draft')).toEqual([[7]]);
    expect(backend.saved.at(-1)).toMatchObject({ text: 'The key is ', brief: { title: 'Mine' } });
    backend.draft({ event: 'text', seq: 1, delta: 'found.' });
    expect(text()).toBe('Hullo Tom');
  });
});

describe('the focus', () => {
  const content = (): HTMLElement => id('editor').querySelector('.cm-content') as HTMLElement;
  const inText = (): Promise<void> => waitFor(() => expect(document.activeElement).toBe(content()));

  it('is in the text wherever one comes to it, also on the page that is open already', async () => {
    await open({ ...page('Hello'), page: { ...page('Hello').page, id: 3 } });
    backend.lines = [line];
    // What is hidden cannot take it.
    let hidden = false;
    content().addEventListener('focus', () => (hidden ||= content().closest('[hidden]') !== null));
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => id('page'));
    const row = within(id('page')).getAllByRole('button')[0] as HTMLElement;
    row.focus();
    await fireEvent.click(row);
    await inText();
    expect(asked('open_page')).toEqual([]);
    id('nav-voice').focus();
    await fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await inText();
    await fireEvent.click(id('nav-library'));
    id('nav-voice').focus();
    await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
    await inText();
    expect(hidden).toBe(false);
  });
});

describe('the focus on another page', () => {
  it('is at its heading, and in the text only where it was there before', async () => {
    await open(page('Hello'));
    const heading = (): string | null | undefined => document.activeElement?.closest('h1')?.textContent;
    await fireEvent.click(id('nav-settings'));
    await waitFor(() => expect(heading()).toBe(s.settings.title));
    await fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await waitFor(() => expect(heading()).toBe(s.write.title));
    id('editor').querySelector<HTMLElement>('.cm-content')?.focus();
    await fireEvent.keyDown(window, { key: '3', code: 'Digit3', altKey: true });
    await waitFor(() => expect(heading()).toBe(s.library.title));
    await fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    await waitFor(() => expect(document.activeElement?.className).toContain('cm-content'));
  });
});

describe('the settings', () => {
  it('hold at once, the newest is saved last, and what cannot be saved is taken back', async () => {
    await open(settled);
    await fireEvent.click(id('nav-settings'));
    const answers: (() => void)[] = [];
    const save = backend.saveSettings.bind(backend);
    vi.spyOn(backend, 'saveSettings').mockImplementation(async (settings) => {
      await new Promise<void>((resolve) => answers.push(resolve));
      await save(settings);
    });
    const radio = (look: string): HTMLInputElement => within(id(`look-${look}`)).getByRole('radio');
    await fireEvent.click(radio('dark'));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    await fireEvent.change(id('type-size'), { target: { value: '150' } });
    expect(answers).toHaveLength(1);
    answers[0]?.();
    await waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.();
    await waitFor(() => expect(asked('save_settings')).toHaveLength(2));
    expect(asked('save_settings')[1]).toMatchObject([{ appearance: 'dark', type_size: 150 }]);
    backend.refuse = { code: 'io', what: 'the disk is full', path: null, remedy: null };
    await fireEvent.click(radio('light'));
    await waitFor(() => expect(answers).toHaveLength(3));
    answers[2]?.();
    await waitFor(() => id('error'));
    expect([radio('dark').checked, radio('light').checked]).toEqual([true, false]);
    expect(document.documentElement.dataset['theme']).toBe('dark');
  });

  it('change how the window looks, at once and for good', async () => {
    await open(settled);
    expect(document.documentElement.dataset['theme']).toBe('light');
    await fireEvent.keyDown(window, { key: '5', code: 'Digit5', altKey: true });
    await fireEvent.click(within(id('look-dark')).getByRole('radio'));
    await waitFor(() => expect(document.documentElement.dataset['theme']).toBe('dark'));
    await fireEvent.click(within(id('look-contrast')).getByRole('radio'));
    await waitFor(() => expect(document.documentElement.dataset['contrast']).toBe('more'));
    await fireEvent.change(id('type-size'), { target: { value: '150' } });
    const all = { model: null, put_away_after_minutes: 10, further_drafts: true, appearance: 'contrast', type_size: 150 };
    await waitFor(() => expect(asked('save_settings').at(-1)).toEqual([all]));
  });

  it('choose the model among those that are here', async () => {
    await open(settled);
    backend.modelsHere = [
      { name: 'writer', bytes: 1_100_000_000, rough: false, added: false },
      { name: 'starter', bytes: 98_000_000, rough: true, added: false },
    ];
    await fireEvent.click(id('nav-settings'));
    await waitFor(() => id('model-choice'));
    await fireEvent.change(id('model-choice'), { target: { value: 'starter' } });
    expect(asked('save_settings').at(-1)).toMatchObject([{ model: 'starter' }]);
  });

  it('say what is kept and delete all of it only when asked twice', async () => {
    await open(page('Words'));
    await fireEvent.click(id('nav-settings'));
    await waitFor(() => expect(id('stored').textContent).toMatch(/2 MB.*1 MB.*nothing.*nothing/s));
    await fireEvent.click(id('delete-all'));
    const no = screen.getByRole('button', { name: s.settings.deleteNo });
    await waitFor(() => expect(document.activeElement).toBe(no));
    await fireEvent.click(no);
    await waitFor(() => expect(document.activeElement).toBe(id('delete-all')));
    await fireEvent.click(id('delete-all'));
    expect(asked('forget_all')).toEqual([]);
    await fireEvent.click(id('delete-yes'));
    await waitFor(() => id('first-start'));
    expect(asked('forget_all')).toHaveLength(1);
  });

  it('show every key at F1, and at a question mark where none is typed', async () => {
    await open(settled);
    await fireEvent.keyDown(id('field-title'), { key: '?', code: 'Slash' });
    expect(screen.queryByTestId('keys')).toBeNull();
    await fireEvent.keyDown(id('nav-write'), { key: '?', code: 'Slash' });
    expect(id('keys').textContent).toContain('A new page');
    await fireEvent.keyDown(id('keys'), { key: 'Escape' });
    expect(screen.queryByTestId('keys')).toBeNull();
    await fireEvent.keyDown(id('field-title'), { key: 'F1', code: 'F1' });
    id('keys');
  });
});
