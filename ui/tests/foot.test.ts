// The foot of the page: what is said there, what can be done with the text, and where the focus goes.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { EditorView } from '@codemirror/view';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { s } from '../src/lib/strings';
import { backend, ended, id, open, page, shell } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

const content = (): HTMLElement => id('editor').querySelector('.cm-content') as HTMLElement;

it('what is usual stands by itself, so that it alone goes where there is no room', async () => {
  await open(page('Hello you'));
  const parts = (): (string | null)[] => [...id('status').querySelectorAll('.counts > span')].map((part) => part.textContent);
  expect(parts()).toEqual([s.status.words(2)]);
  await fireEvent.click(id('draft'));
  backend.draft({ event: 'words', words: [], shell });
  await ended('finished', 'Hello you');
  expect(parts()).toEqual([s.status.words(2), ` · ${s.status.usual(shell.words_low, shell.words_high)}`]);
});

describe('an underlined place', () => {
  it('says why it is, to whoever comes to it by key', async () => {
    await open(page('Hello '));
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'text', seq: 0, delta: 'Len and Ada' });
    const unsupported = [{ from: 14, to: 17, text: 'Ada', why: 'a name that nobody gave' }];
    const findings = { points_kept: 1, voice_match: null, voice_usual: null, traits: [], unsupported, copied: [] };
    backend.draft({ event: 'ended', outcome: 'finished', text: 'Hello Len and Ada', ...findings, first_token_ms: null, tokens_per_s: null, error: null });
    await vi.advanceTimersByTimeAsync(250);
    const why = id('check');
    expect([why.getAttribute('role'), why.textContent]).toEqual(['status', '']);
    await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', altKey: true });
    expect(why.textContent).toBe('“Ada”: a name that nobody gave');
    expect(document.activeElement).toBe(content());
    await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
    await waitFor(() => expect(why.textContent).toBe(''));
  });
});

it('what is underlined is named by its beginning, and runs as its own words run', () => {
  expect(s.write.check('word '.repeat(30), 'so')).toBe(`“${'word '.repeat(12).trim()}…”: so`);
  expect(s.write.check('תום', 'so')).toBe('“\u2068תום\u2069”: so');
  expect(s.drafts.to('תום')).toBe('to \u2068תום\u2069');
});

describe('a text without a letter', () => {
  it('can be copied, saved and gone on from', async () => {
    await open(page('👍'));
    expect((id('copy') as HTMLButtonElement).disabled).toBe(false);
    expect((id('save') as HTMLButtonElement).disabled).toBe(false);
    id('go-on');
    EditorView.findFromDOM(id('editor'))?.dispatch({ changes: { from: 0, to: 2, insert: ' \n' } });
    await waitFor(() => expect((id('copy') as HTMLButtonElement).disabled).toBe(true));
    expect((id('save') as HTMLButtonElement).disabled).toBe(true);
    expect(screen.queryByTestId('go-on')).toBeNull();
  });
});

describe('a low window', () => {
  beforeEach(() => void (window.innerHeight = 410));
  afterEach(() => void (window.innerHeight = 768));
  const folded = (): boolean => screen.queryByTestId('brief-line') !== null;
  const words = async (): Promise<void> => {
    backend.draft({ event: 'text', seq: 0, delta: ' all' });
    await vi.advanceTimersByTimeAsync(50);
  };

  it('has the brief put away at the first word of a draft, and lets it be shown again', async () => {
    await open(page('Hello'));
    await fireEvent.click(id('draft'));
    await vi.advanceTimersByTimeAsync(50);
    expect(folded()).toBe(false);
    await words();
    expect(folded()).toBe(true);
    await fireEvent.click(id('fold'));
    await ended('finished', 'Hello all');
    expect(folded()).toBe(false);
    // What is to be said anew is looked at, too.
    EditorView.findFromDOM(id('editor'))?.dispatch({ selection: { anchor: 0, head: 5 } });
    await fireEvent.keyDown(window, { key: 'r', code: 'KeyR', altKey: true });
    await waitFor(() => expect(folded()).toBe(true));
  });

  it('leaves a field where one writes, and a higher one leaves the brief', async () => {
    await open(page('Hello'));
    id('field-title').focus();
    await fireEvent.click(id('draft'));
    await words();
    expect(folded()).toBe(false);
    await ended('finished', 'Hello all');
    window.innerHeight = 768;
    id('draft').focus();
    await fireEvent.click(id('draft'));
    await words();
    expect(folded()).toBe(false);
  });
});

describe('a note that is put away', () => {
  const close = (testid: string): Promise<boolean> =>
    fireEvent.click(within(id(testid)).getByRole('button', { name: s.close }));

  it('gives the focus to the text', async () => {
    const now = page('Hello');
    await open({ ...now, page: { ...now.page, interrupted: true } });
    await close('notice');
    expect(document.activeElement).toBe(content());
    for (const refuse of ['busy', 'no_model']) {
      backend.refuse = { code: refuse, what: 'it cannot be', path: null, remedy: null };
      await fireEvent.click(id('draft'));
      await ended('failed', '');
      const note = refuse === 'busy' ? 'notice' : 'error';
      within(id(note)).getByRole('button', { name: s.close }).focus();
      await close(note);
      expect(screen.queryByTestId(note)).toBeNull();
      expect(document.activeElement).toBe(content());
    }
  });
});
