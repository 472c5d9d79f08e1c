// A page that is opened again: what was drafted of it is known, and what was saved from a crash is kept.
import { fireEvent, waitFor } from '@testing-library/svelte';
import { EditorView } from '@codemirror/view';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyBrief } from '../src/lib/page.svelte';
import { s } from '../src/lib/strings';
import type { Overview, Page } from '../src/lib/wire.gen';
import { asked, backend, draftBrief, ended, id, open, page, settled, text } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

const words = 'Hello Tom,\nthe key is here. Yours';
const kept: Page = { id: 3, brief: emptyBrief, text: words, drafted: [{ from: 10, to: 27 }], interrupted: false };
const opened = (more: Partial<Page>): Overview => ({ ...settled, page: { ...kept, ...more } });

const editor = (): EditorView => {
  const found = EditorView.findFromDOM(id('editor'));
  if (found === null) throw new Error('no editor');
  return found;
};
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
    backend.lines = [{ id: 3, kind: 'email', title: '', to: '', begins: words, words: 6, changed: '2025-03-14T10:00:00Z' }];
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
