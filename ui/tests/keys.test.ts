// Keys are told by their letters, on whatever keyboard.
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
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
  // The menu goes with the focus, also where that goes nowhere.
  await waitFor(() => expect(document.activeElement).toBe(id('save-txt')));
  id('save-txt').blur();
  await waitFor(() => expect(screen.queryByTestId('save-txt')).toBeNull());
  await fireEvent.click(id('save'));
  await waitFor(() => id('save-txt'));
  id('save').focus();
  await fireEvent.keyDown(id('save'), { key: 'Escape' });
  await waitFor(() => expect(screen.queryByTestId('save-txt')).toBeNull());
});
