// The wait before the first word, what was done ahead of it, and a draft that never comes to its last.
import { undo } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import { fireEvent, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../src/lib/failure';
import { emptyBrief } from '../src/lib/page.svelte';
import { TOGETHER_MS } from '../src/lib/preparer';
import { s } from '../src/lib/strings';
import type { Brief, Readiness } from '../src/lib/wire.gen';
import { blankPage, ready } from './fake-backend';
import { asked, backend, draftBrief, ended, id, open, page, settled, text } from './window';

const editor = (): EditorView => EditorView.findFromDOM(id('editor')) as EditorView;
const type = (insert: string): void =>
  editor().dispatch({ changes: { from: editor().state.doc.length, insert }, userEvent: 'input.type' });
const spoken = (): string => screen.getAllByRole('status')[0]?.textContent ?? '';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the pauses of writing', () => {
  const prepared = (): Brief[] => asked('prepare').map(([brief]) => brief as Brief);
  const last = (): Brief | undefined => prepared().at(-1);
  const soon = (): Promise<unknown> => vi.advanceTimersByTimeAsync(2 * TOGETHER_MS);

  it('are known from the start, with the brief that was restored', async () => {
    const brief: Brief = { ...emptyBrief, to: 'Jonas', points: ['the key', ''] };
    await open({ ...settled, page: { ...blankPage, brief, text: 'Hello' } });
    await soon();
    expect(prepared()).toEqual([{ ...brief, points: ['the key'], start: 'Hello' }]);
  });

  it('are told of every field', async () => {
    await open(settled);
    const fields = { to: 'field-to', title: 'field-title', reply_to: 'field-reply' } as const;
    for (const [name, field] of Object.entries(fields)) {
      await fireEvent.input(id(field), { target: { value: 'x' } });
      await soon();
      expect(last()).toMatchObject({ [name]: 'x' });
    }
    await fireEvent.input(id('field-point'), { target: { value: 'the key' } });
    await soon();
    expect(last()?.points).toEqual(['the key']);
    await fireEvent.click(within(id('kind-review')).getByRole('radio'));
    await soon();
    expect(last()?.kind).toBe('review');
    await fireEvent.input(id('field-about'), { target: { value: 'A kettle' } });
    await fireEvent.input(id('field-rating'), { target: { value: '4/5' } });
    await soon();
    expect(last()).toMatchObject({ about: 'A kettle', rating: '4/5' });
  });

  it('are told of the user’s own words and of none that were drafted', async () => {
    await open(page('Hello'));
    await soon();
    type(' all,');
    await soon();
    expect(last()?.start).toBe('Hello all,');
    const before = prepared().length;
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'text', seq: 0, delta: ' fine.' });
    await vi.advanceTimersByTimeAsync(250);
    await fireEvent.input(id('field-title'), { target: { value: 'Keys' } });
    await soon();
    expect(prepared().length).toBe(before);
    await ended('finished', 'Hello all, fine.');
    await soon();
    expect(last()).toEqual({ ...draftBrief(), title: 'Keys' });
  });

  it('need no answer', async () => {
    await open(settled);
    vi.spyOn(backend, 'prepare').mockRejectedValue({ code: 'no_model', what: 'x', path: null, remedy: null });
    await fireEvent.input(id('field-to'), { target: { value: 'Jonas' } });
    await soon();
    expect(backend.prepare).toHaveBeenCalled();
    expect(screen.queryByTestId('error')).toBeNull();
  });
});

describe('the wait for the first word', () => {
  async function reading(style: Readiness): Promise<void> {
    await open(page('Hello'));
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'stage', stage: 'synthesize', ms: 1 });
    backend.draft({ ...ready, style });
    await tick();
  }

  async function read(done: number, ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
    backend.draft({ event: 'reading', done, total: 900 });
    await tick();
  }

  it('says how long it takes once that is known, and lets a line grow', async () => {
    await reading('read_now');
    await read(0, 0);
    expect(id('status').textContent).toContain('Reading your earlier texts…');
    expect(screen.queryByTestId('draft-reading')).toBeNull();
    await read(225, 4000);
    expect(id('status').textContent?.trim()).toBe('Reading your earlier texts, about 12 s left');
    expect(id('draft-reading').style.transform).toBe('scaleX(0.25)');
    backend.draft({ event: 'text', seq: 0, delta: ' all' });
    await vi.advanceTimersByTimeAsync(250);
    expect(id('status').textContent).toContain('Writing…');
    expect(screen.queryByTestId('draft-reading')).toBeNull();
  });

  it('is heard as a stage and never as a number', async () => {
    await reading('read_now');
    await read(0, 0);
    for (const done of [200, 400, 600]) {
      await read(done, 4000);
      expect(spoken()).toBe('Reading your earlier texts');
    }
    expect(id('draft-reading').getAttribute('aria-hidden')).toBe('true');
  });

  it('shows no number for what is over soon', async () => {
    await reading('read_now');
    await read(0, 0);
    await read(600, 500);
    expect(id('status').textContent).toContain('Reading your earlier texts…');
    expect(screen.queryByTestId('draft-reading')).toBeNull();
  });

  it('is not for the pieces when these were ready', async () => {
    await reading('ready');
    expect(id('status').textContent).toContain('Reading your points…');
  });

  it('can be stopped', async () => {
    await reading('read_now');
    await read(0, 0);
    await read(100, 4000);
    await fireEvent.keyDown(window, { key: 'Escape' });
    expect(id('status').textContent).toContain('Stopping…');
    expect(screen.queryByTestId('draft-reading')).toBeNull();
  });
});

it('says among the reasons what was ready', async () => {
  await open(page('Hello'));
  expect(screen.queryByTestId('ready')).toBeNull();
  await fireEvent.click(id('draft'));
  backend.draft({ ...ready, topic: 'left_out', sketch: true });
  await tick();
  const { style, topic } = s.reasons.ready;
  expect(id('ready').textContent).toBe(`${style.ready} ${topic.left_out}`);
  expect(screen.queryByTestId('sketch')).toBeNull();
  backend.draft({ event: 'summary', snippets: [{ id: 1, text: 'Two small things.', part: 'minutes' }] });
  await tick();
  expect(id('sketch').textContent).toBe(s.reasons.sketch);
  await ended('finished', 'Hello');
  id('ready');
  id('sketch');
  await fireEvent.click(id('draft'));
  expect(screen.queryByTestId('ready')).toBeNull();
});

it('keeps the text of a draft whose model died, and tries again as one step', async () => {
  const died: Failure = {
    code: 'worker_died',
    what: 'the model ended by itself',
    path: null,
    remedy: 'The text so far is kept; try again',
  };
  await open(page('Hello'));
  await fireEvent.click(id('draft'));
  backend.draft({ event: 'text', seq: 0, delta: ' half a' });
  await vi.advanceTimersByTimeAsync(250);
  await ended('failed', 'Hello half a', died);
  expect(text()).toBe('Hello half a');
  expect(backend.saved.at(-1)).toMatchObject({ text: 'Hello half a', interrupted: false });
  expect(screen.getAllByTestId('error')).toHaveLength(1);
  expect(id('error').textContent).toContain('The model ended by itself.');
  // It is heard as it is seen, and not twice.
  expect(within(id('error').parentElement ?? document.body).getByRole('alert')).toBe(id('error'));
  expect(spoken()).toBe('Writing');

  const again = within(id('error')).getByRole('button', { name: s.again });
  again.focus();
  await fireEvent.click(again);
  expect(screen.queryByTestId('error')).toBeNull();
  expect(document.activeElement).toBe(editor().contentDOM);
  expect(asked('start_draft')).toHaveLength(2);
  expect(draftBrief().start).toBe('Hello');
  expect(text()).toBe('Hello half a');
  backend.draft({ event: 'text', seq: 0, delta: ' a whole one.' });
  await vi.advanceTimersByTimeAsync(250);
  await ended('finished', 'Hello a whole one.');
  expect(text()).toBe('Hello a whole one.');
  undo(editor());
  expect(text()).toBe('Hello');
  undo(editor());
  expect(text()).toBe('Hello half a');
});
