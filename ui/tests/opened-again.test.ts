// A page that is opened again: what was drafted of it is known, and what was saved from a crash is kept.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { redo, undo } from '@codemirror/commands';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_KEPT } from '../src/lib/pile.svelte';
import { s } from '../src/lib/strings';
import type { Alternative, Overview, Page, Pile } from '../src/lib/wire.gen';
import { FakeBackend, blankPage, nothingFound, nothingKept, opened as found, source } from './fake-backend';
import { asked, backend, draftBrief, editor, ended, id, open, page, settled, text } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const words = 'Hello Tom,\nthe key is here. Yours';
const kept: Page = { ...blankPage, id: 3, text: words, drafted: [{ from: 10, to: 27 }] };
const opened = (more: Partial<Page>): Overview => ({ ...settled, page: { ...kept, ...more } });

const marked = (): string => [...id('editor').querySelectorAll('.cm-drafted')].map((one) => one.textContent).join('');
const saved = async (): Promise<Page | undefined> => {
  await vi.advanceTimersByTimeAsync(1100);
  return backend.saved.at(-1);
};

describe('a page that is opened again', () => {
  async function another(): Promise<void> {
    expect(marked()).toBe('the key is here.');
    await fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true });
    expect(draftBrief().start).toBe('Hello Tom,');
    backend.draft({ event: 'text', seq: 0, delta: '\nask Ada.' });
    await ended('finished', 'Hello Tom,\nask Ada.');
    expect(text()).toBe('Hello Tom,\nask Ada. Yours');
    expect(backend.saved.at(-1)?.drafted).toEqual([{ from: 10, to: 19 }]);
  }

  it('takes another draft in the place of the last one, as it would have before', async () => {
    await open(opened({}));
    await another();
  });

  it('does so, too, where it takes the place of another page', async () => {
    await open(page('Words'));
    backend.kept = [kept];
    backend.lines = [{ id: 3, kind: 'email', title: '', about: '', to: '', begins: words, words: 6, changed: '2025-03-14T10:00:00Z' }];
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => id('page'));
    await fireEvent.click(id('page').querySelector('button') as HTMLElement);
    await waitFor(() => expect(text()).toBe(words));
    await another();
  });

  it('knows what was drafted until the user changes something within', async () => {
    await open(opened({}));
    editor().dispatch({ changes: { from: 0, insert: 'Oh! ' } });
    expect((await saved())?.drafted).toEqual([{ from: 14, to: 31 }]);
    editor().dispatch({ changes: { from: 20, insert: 'x' } });
    expect((await saved())?.drafted).toEqual([]);
  });

  it('is the user’s own where what was drafted does not fit', async () => {
    await open(opened({ drafted: [{ from: 10, to: 400 }, { from: 4, to: 4 }] }));
    expect(marked()).toBe('');
    await fireEvent.click(id('draft'));
    expect(draftBrief().start).toBe(words);
  });
});

describe('the drafts of a page', () => {
  const draft = (said: string, match: number, seen: boolean): Alternative => {
    const usual = { low: 0.7, middle: 0.9, high: 0.98 };
    const unsupported = [{ from: 1, to: 4, text: said.slice(1, 4), why: 'nobody said so' }];
    return { text: said, findings: { ...nothingFound, voice_match: match, voice_usual: usual, unsupported }, points: 0, seen };
  };
  const pile: Pile = { drafts: [draft('\nask Ada.', 0.4, true), draft('\nthe key is here.', 0.9, true), draft('\nnobody.', 0.6, false)], fits: true };
  const underlined = (): string => [...id('editor').querySelectorAll('.cm-check')].map((one) => one.textContent).join(' ');
  const press = (code: string, key: string): Promise<boolean> => fireEvent.keyDown(window, { code, key, altKey: true });
  const lastPile = (): Pile | undefined => backend.saved.at(-1)?.pile;

  it('are kept with it as long as one of them stands in the text', async () => {
    await open(page('Hello Tom,'));
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'text', seq: 0, delta: '\nthe key is here.' });
    await ended('finished', 'Hello Tom,\nthe key is here.', null, 0.9);
    expect(lastPile()).toMatchObject({ drafts: [{ text: '\nthe key is here.', points: 0, seen: true }], fits: true });
    await fireEvent.input(id('field-title'), { target: { value: 'Keys' } });
    await saved();
    expect(lastPile()?.fits).toBe(false);
    editor().dispatch({ changes: { from: 12, to: 13, insert: 'T' } });
    await saved();
    expect(lastPile()).toEqual(nothingKept);
  });

  it('stand beside it when it is opened again, and Another shows the one that nobody has seen', async () => {
    await open(opened({ pile }));
    expect(id('alternatives').textContent).toContain('Draft 2 of 3');
    expect([underlined(), id('match').textContent]).toEqual(['the', expect.stringContaining('90 of 100')]);
    await press('Comma', ',');
    expect(text()).toBe('Hello Tom,\nask Ada. Yours');
    expect([underlined(), id('match').textContent]).toEqual(['ask', expect.stringContaining('40 of 100')]);
    expect(id('draft').textContent).toContain(s.write.another);
    await fireEvent.click(id('draft'));
    expect(text()).toBe('Hello Tom,\nnobody. Yours');
    expect(asked('start_draft')).toEqual([]);
    await saved();
    expect(lastPile()?.drafts.map(({ seen }) => seen)).toEqual([true, true, true]);
  });

  it('are of another brief where that has changed since', async () => {
    await open(opened({ pile: { ...pile, fits: false } }));
    expect(id('alternatives').textContent).toContain('Draft 2 of 3');
    expect(id('draft').textContent).toContain(s.write.draft);
    await fireEvent.click(id('draft'));
    await waitFor(() => expect(asked('start_draft')).toHaveLength(1));
  });

  it('go with another page, and where none of them stands', async () => {
    await open(opened({ pile }));
    await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
    await waitFor(() => expect(text()).toBe(s.write.placeholder));
    expect([screen.queryByTestId('alternatives'), screen.queryByTestId('match')]).toEqual([null, null]);
    cleanup();
    await open(opened({ pile, text: 'Hello Tom,\nthe key WAS here. Yours' }));
    expect([screen.queryByTestId('alternatives'), screen.queryByTestId('match')]).toEqual([null, null]);
  });

  it('say how one of them comes back where none of them stands any more', async () => {
    await open(opened({ pile }));
    const line = async (): Promise<string | null> => {
      await tick();
      return id('alternatives').textContent;
    };
    editor().dispatch({ changes: { from: 10, to: 27 }, userEvent: 'delete' });
    expect(await line()).toContain(s.write.held.none);
    undo(editor());
    expect(await line()).toContain('Draft 2 of 3');
    await press('Comma', ',');
    undo(editor());
    expect(await line()).toContain(s.write.held.none);
    redo(editor());
    expect(await line()).toContain('Draft 1 of 3');
    await press('Comma', ',');
    expect(text()).toContain('nobody.');
  });

  it('still say how they sound where the next one fails without a word', async () => {
    await open(opened({ pile: { drafts: pile.drafts.slice(1, 2), fits: true } }));
    await fireEvent.click(id('draft'));
    await ended('failed', 'Hello Tom,', { code: 'no_model', what: 'there is no model', path: null, remedy: null });
    expect(id('error').textContent).toContain('There is no model.');
    expect(id('match').textContent).toContain('90 of 100');
  });

  it('are not more than a page may hold, and the one that stands is among them', async () => {
    const many = Array.from({ length: MOST_KEPT + 3 }, (_, at) => draft(`\nnumber ${at}`, 0.5, true));
    await open(opened({ pile: { drafts: [...pile.drafts, ...many], fits: true } }));
    await fireEvent.input(id('field-title'), { target: { value: 'Keys' } });
    await saved();
    const said = lastPile()?.drafts.map(({ text: one }) => one);
    expect([said?.length, said?.[0], said?.at(-1)]).toEqual([MOST_KEPT, '\nthe key is here.', `\nnumber ${MOST_KEPT + 2}`]);
  });
});

it('words that were saved from a crash are kept before another page comes', async () => {
  await open(opened({ interrupted: true }));
  await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
  await waitFor(() => expect(text()).toBe(s.write.placeholder));
  expect(backend.saved).toMatchObject([{ id: 3, text: words, interrupted: false }]);
});

it('the last words of a draft that has just ended stay on its page', async () => {
  await open(settled);
  await fireEvent.click(id('draft'));
  await waitFor(() => expect(asked('start_draft')).toHaveLength(1));
  backend.draft({ event: 'text', seq: 0, delta: 'The key.' });
  const over = ended('finished', 'The key.');
  await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
  await over;
  await waitFor(() => expect(text()).toBe(s.write.placeholder));
  expect(backend.saved.at(-1)).toMatchObject({ text: 'The key.', drafted: [{ from: 0, to: 8 }], interrupted: false });
});

describe('what is wanted otherwise', () => {
  const shell = { greeting: 'Dear all,', sign_off: '', words_low: 40, words_median: 50, words_high: 60, pieces: 9 };
  const wish = { pinned: [3], dropped: [4], shell };
  const gone = { code: 'bad_input', what: 'this text is not in the library any more', path: null, remedy: null };
  const library = (here: Record<number, string>): void => {
    vi.spyOn(FakeBackend.prototype, 'openDocument').mockImplementation(async (one) => {
      const title = here[one];
      if (title === undefined) throw gone;
      return { ...found, id: one, title, mine: true };
    });
  };

  it('is kept with the page as it is said', async () => {
    await open(page('Hello Tom,'));
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [source, { ...source, id: 4, title: 'The shed' }] });
    await ended('finished', 'Hello Tom,');
    for (const [at, act] of [[0, s.reasons.pin], [1, s.reasons.drop]] as const) {
      const card = screen.getAllByTestId('source')[at] as HTMLElement;
      await fireEvent.click(within(card).getByRole('button', { name: new RegExp(`^${act}`) }));
    }
    await saved();
    expect(backend.saved.at(-1)?.wish).toEqual({ pinned: [source.id], dropped: wish.dropped, shell: null });
  });

  it('holds when the page is opened again, and for no other', async () => {
    library({ 4: 'The shed' });
    await open(opened({ wish, text: 'Hello Tom,\nthe key is here.' }));
    await waitFor(() => id('dropped'));
    expect([id('dropped').textContent, id('shell').textContent]).toEqual([
      expect.stringContaining('The shed'),
      expect.stringContaining('Dear all,'),
    ]);
    // Beside a draft that stands there already nobody waits for its first word.
    expect(id('sources').textContent).toContain(s.reasons.sourcesGone);
    await fireEvent.click(id('draft'));
    expect(asked('start_draft').at(-1)?.[1]).toMatchObject({ pinned: [3], dropped: [4], shell });
    await ended('cancelled', '');
    await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
    await waitFor(() => expect(text()).toBe(s.write.placeholder));
    expect(screen.queryByTestId('dropped')).toBeNull();
    await fireEvent.click(id('draft'));
    expect(asked('start_draft').at(-1)?.[1]).toMatchObject({ pinned: [], dropped: [], shell: null });
  });

  it('leaves out what is gone, too, and does not show it', async () => {
    library({ 5: '' });
    await open(opened({ wish: { ...wish, dropped: [4, 5] } }));
    await waitFor(() => id('dropped'));
    expect(within(id('dropped')).getAllByRole('listitem').map((row) => row.querySelector('span')?.textContent)).toEqual([s.reasons.untitled]);
    expect(screen.queryByTestId('error')).toBeNull();
    await fireEvent.click(within(id('dropped')).getByRole('button'));
    expect(screen.queryByTestId('dropped')).toBeNull();
    await saved();
    expect(backend.saved.at(-1)?.wish.dropped).toEqual([4]);
  });

  it('is called as it is in the library, late as that may be, on no page but those that leave it out', async () => {
    let answer = (): void => undefined;
    const looked = new Promise<void>((resolve) => (answer = resolve));
    vi.spyOn(FakeBackend.prototype, 'openDocument').mockImplementation(async (one) => {
      await looked;
      return { ...found, id: one, title: 'The shed', mine: true };
    });
    await open(opened({ wish }));
    await fireEvent.click(id('draft'));
    expect(asked('start_draft').at(-1)?.[1]).toMatchObject({ dropped: [4] });
    await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
    await waitFor(() => expect(text()).toBe(s.write.placeholder));
    answer();
    await vi.advanceTimersByTimeAsync(50);
    expect(screen.queryByTestId('dropped')).toBeNull();
    await fireEvent.click(id('draft'));
    expect(asked('start_draft').at(-1)?.[1]).toMatchObject({ dropped: [] });
  });
});
