// Keys are told by their letters, on whatever keyboard.
import { fireEvent, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { letter } from '../src/lib/keys';
import { id, open, page } from './window';

it.each([
  ['s', 'KeyS', 's'],
  ['S', 'KeyS', 's'],
  // AZERTY has its comma, and Dvorak its s, elsewhere.
  [',', 'KeyM', ','],
  [';', 'Comma', ';'],
  ['s', 'Semicolon', 's'],
  ['o', 'KeyS', 'o'],
  // Greek, Cyrillic, and Option on a Mac.
  ['ς', 'KeyS', 's'],
  ['б', 'Comma', ','],
  ['®', 'KeyR', 'r'],
  ['Dead', 'KeyN', 'n'],
  ['Enter', 'Enter', ''],
])('%s at %s is %s', (key, code, is) => {
  expect(letter(new KeyboardEvent('keydown', { key, code }))).toBe(is);
});

it('Ctrl+S is the s of the keyboard', async () => {
  await open(page('Hello'));
  await fireEvent.keyDown(window, { key: 'o', code: 'KeyS', ctrlKey: true });
  expect(id('save').getAttribute('aria-expanded')).toBe('false');
  await fireEvent.keyDown(window, { key: 's', code: 'Semicolon', ctrlKey: true });
  await waitFor(() => expect(id('save').getAttribute('aria-expanded')).toBe('true'));
});
