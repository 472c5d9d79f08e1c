// Everything is deleted: nothing is kept afterwards, and nothing of what is gone is shown.
import { fireEvent, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Longhand } from '../src/lib/longhand.svelte';
import { notTried } from '../src/lib/replay.svelte';
import { nothingRead, readingBegun } from '../src/lib/reading-state';
import { FakeBackend } from './fake-backend';
import { asked, backend, id, open, page, settled, shell } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

it('words that were on their way to the text are not kept afterwards', async () => {
  await open(settled);
  await fireEvent.click(id('draft'));
  await waitFor(() => expect(asked('start_draft')).toHaveLength(1));
  await fireEvent.click(id('nav-settings'));
  await waitFor(() => id('delete-all'));
  await fireEvent.click(id('delete-all'));
  let before = -1;
  backend.forgetAll = async () => {
    before = backend.saved.length;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  };
  backend.draft({ event: 'text', seq: 0, delta: 'The key is ' });
  await fireEvent.click(id('delete-yes'));
  await vi.advanceTimersByTimeAsync(3000);
  expect(backend.saved).toHaveLength(before);
});

it('nothing that was told of deleted texts stays', async () => {
  const told = new FakeBackend(page('Words'));
  const app = new Longhand(told);
  await app.open();
  const begin = (): void => undefined;
  await app.draft.start(app.page.brief, { begin, append: begin, end: begin });
  told.draft({ event: 'words', words: [], shell });
  expect(app.draft.habits('email')).toEqual(shell);
  app.replay.state = { ...notTried, phase: 'ended' };
  app.replay.kind = 'email';
  app.library.reading = readingBegun;
  app.library.forgotten = { before: 2, after: 1 };
  app.looking.check = { text: 'Ada', why: 'a name that nobody gave' };
  await Promise.all([app.pages.load(), app.files.refresh(), app.voice.load(['email'])]);
  expect([app.pages.lines, app.files.list, app.voice.view]).not.toContain(null);
  await app.forgetAll();
  expect(app.draft.habits('email')).toBeNull();
  expect([app.replay.state, app.replay.kind, app.looking.check]).toEqual([notTried, null, null]);
  expect([app.library.reading, app.library.forgotten]).toEqual([nothingRead, null]);
  expect([app.pages.lines, app.files.list, app.voice.view, app.voice.kind]).toEqual([null, null, null, null]);
});
