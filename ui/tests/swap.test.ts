// Another draft in the place of the one that stands.
import { undo } from '@codemirror/commands';
import { expect, it } from 'vitest';
import type { Manuscript } from '../src/lib/editor/manuscript';
import { manuscript, write } from './manuscript';

function drafted(words: string): Manuscript {
  const page = manuscript('Hello,\n');
  write(page, words);
  return page;
}

it('is swapped in and out', () => {
  const page = drafted('One.');
  write(page, 'Two is longer.');
  expect(page.text).toBe('Hello,\nTwo is longer.');
  expect(page.swap('One.')).toBe(true);
  expect(page.text).toBe('Hello,\nOne.');
  expect(page.swap('Two is longer.')).toBe(true);
  undo(page.view);
  expect(page.text).toBe('Hello,\n');
  undo(page.view);
  expect(page.text).toBe('Hello,\nOne.');
});

it('is not put over the user’s own words', () => {
  const page = drafted('One here.');
  page.view.dispatch({ changes: { from: 9, to: 10, insert: 'x' }, userEvent: 'input.type' });
  expect(page.swap('Two.')).toBe(false);
  expect(page.text).toBe('Hello,\nOnx here.');
});
