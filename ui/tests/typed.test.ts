// What is typed counts at once, whatever key comes next: no field is left first.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { s } from '../src/lib/strings';
import type { Corrections, Wish } from '../src/lib/wire.gen';
import { source } from './fake-backend';
import { asked, backend, ended, id, open, settled, shell } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

async function drafted(part: string): Promise<void> {
  await open(settled);
  await fireEvent.click(id('draft'));
  backend.draft({ event: 'sources', sources: [source] });
  backend.draft({ event: 'words', words: ['slot'], shell });
  backend.draft({ event: 'text', seq: 0, delta: 'It is fine.' });
  await ended('finished', 'It is fine.');
  await fireEvent.click(within(id(part)).getByTestId('edit'));
}

const type = (testid: string, value: string): Promise<unknown> => fireEvent.input(id(testid), { target: { value } });
const wish = (): Wish => asked('start_draft').at(-1)?.[1] as Wish;

describe('what is typed', () => {
  it('is the most words of a draft', async () => {
    await open(settled);
    await fireEvent.click(id('nav-voice'));
    await waitFor(() => id('most-words'));
    await type('most-words', '77');
    await fireEvent.keyDown(window, { key: '1', code: 'Digit1', altKey: true });
    expect(asked('correct').at(-1)?.[2] as Corrections).toMatchObject({ most_words: 77 });
  });

  it('is no length where it is no number, and what holds stands there again', async () => {
    await open(settled);
    await fireEvent.click(id('nav-voice'));
    await waitFor(() => id('most-words'));
    await type('most-words', '');
    await fireEvent.change(id('most-words'));
    expect(asked('correct')).toEqual([]);
    expect((id('most-words') as HTMLInputElement).value).toBe('66');
  });

  it('is the length of this page, and its first digit does not pull the other end along', async () => {
    await drafted('shell');
    await fireEvent.focus(id('edit-high'));
    await type('edit-high', '9');
    await type('edit-high', '95');
    expect((id('edit-low') as HTMLInputElement).value).toBe('80');
    await fireEvent.keyDown(id('edit-high'), { key: 'Enter', ctrlKey: true });
    expect(wish().shell).toMatchObject({ words_low: 80, words_high: 95 });
  });

  it('is a word of this page: at Done, where the field is left, and where it is drafted', async () => {
    await drafted('words');
    await type('add-word', 'kettle');
    await fireEvent.click(within(id('words')).getByTestId('edit'));
    expect(id('words').textContent).toContain('kettle');
    await fireEvent.click(within(id('words')).getByTestId('edit'));
    await type('add-word', 'tea');
    await fireEvent.blur(id('add-word'));
    screen.getByRole('button', { name: s.reasons.takeOut('tea') });
    await type('add-word', 'cup');
    await fireEvent.keyDown(id('add-word'), { key: 'Enter', ctrlKey: true });
    expect(wish().words).toEqual(['slot', 'kettle', 'tea', 'cup']);
  });
});
