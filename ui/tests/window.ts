// The window with a fake program behind it, and how a test looks at it.
import { EditorView } from '@codemirror/view';
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { expect, vi } from 'vitest';
import App from '../src/App.svelte';
import type { Failure } from '../src/lib/failure';
import type { Brief, Outcome, Overview } from '../src/lib/wire.gen';
import { FakeBackend, blankPage, folder, overview } from './fake-backend';

export const shell = { greeting: 'Hello all,', sign_off: '', words_low: 80, words_median: 96, words_high: 120, pieces: 9 };
export const sender = { person: { name: 'Marta', address: 'marta@x.example' }, mails: 12, me: false };
export const settled: Overview = { ...overview, sources: [folder], documents: 4, by_kind: { email: 4 } };

export let backend: FakeBackend;

export async function open(now: Overview): Promise<void> {
  backend = new FakeBackend(now);
  render(App, { backend });
  await waitFor(() => expect(screen.queryByTestId('first-start') ?? screen.queryByTestId('editor')).not.toBeNull());
}

export const id = (testid: string): HTMLElement => screen.getByTestId(testid);
/** What is written in. */
export const editor = (): EditorView => {
  const found = EditorView.findFromDOM(id('editor'));
  if (found === null) throw new globalThis.Error('no editor');
  return found;
};
export const press = (code: string, key: string, more: object): Promise<boolean> =>
  fireEvent.keyDown(window, { code, key, ...more });
export const text = (): string =>
  [...id('editor').querySelectorAll('.cm-line')].map((line) => line.textContent ?? '').join('\n');
export const asked = (what: string): unknown[][] =>
  backend.asked.filter(([name]) => name === what).map(([, ...rest]) => rest);
export const page = (words: string): Overview => ({
  ...settled,
  page: { ...blankPage, text: words },
});
export const draftBrief = (): Brief => asked('start_draft').at(-1)?.[0] as Brief;

const usual = { low: 0.7, middle: 0.9, high: 0.98 };

export async function ended(
  outcome: Outcome,
  whole: string,
  error: Failure | null = null,
  match: number | null = null,
): Promise<void> {
  const nothing = { points_kept: 1, voice_match: match, voice_usual: match === null ? null : usual, traits: [], unsupported: [], copied: [] };
  const rest = { ...nothing, first_token_ms: null, tokens_per_s: null, error };
  backend.draft({ event: 'ended', outcome, text: whole, ...rest });
  await vi.advanceTimersByTimeAsync(250);
}
