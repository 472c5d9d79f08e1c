// The page is saved a moment after the last key and never far behind.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BEHIND_MS, PageSaver, QUIET_MS } from '../src/lib/page-saver';
import { blankPage } from './fake-backend';
import type { Page } from '../src/lib/wire.gen';

let text = '';
let saved: string[] = [];
let answer: () => Promise<void> = () => Promise.resolve();
const failed = vi.fn();
let saver: PageSaver;

beforeEach(() => {
  vi.useFakeTimers();
  text = '';
  saved = [];
  answer = () => Promise.resolve();
  const snapshot = (): Page => ({ ...blankPage, text });
  const save = (page: Page): Promise<void> => {
    saved.push(page.text);
    return answer();
  };
  saver = new PageSaver(snapshot, save, failed);
});
afterEach(() => vi.useRealTimers());

function write(word: string): void {
  text += word;
  saver.changed();
}

it('waits for a pause', () => {
  write('a');
  vi.advanceTimersByTime(QUIET_MS - 1);
  write('b');
  vi.advanceTimersByTime(QUIET_MS - 1);
  expect(saved).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(saved).toEqual(['ab']);
});

it('is never more than a second behind while words keep coming', async () => {
  for (let ms = 0; ms < 3 * BEHIND_MS; ms += 50) {
    write('.');
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(saved.length).toBe(3);
});

it('flushes at once, and only if something changed', () => {
  saver.flush();
  expect(saved).toEqual([]);
  write('a');
  saver.flush();
  saver.flush();
  vi.advanceTimersByTime(2 * BEHIND_MS);
  expect(saved).toEqual(['a']);
});

it('has one save on its way at a time, and the newest text comes last', async () => {
  let done: () => void = () => undefined;
  answer = () => new Promise((resolve) => (done = resolve));
  write('a');
  saver.flush();
  write('b');
  saver.flush();
  write('c');
  saver.flush();
  expect(saved).toEqual(['a']);
  answer = () => Promise.resolve();
  done();
  await vi.advanceTimersByTimeAsync(0);
  expect(saved).toEqual(['a', 'abc']);
});

it('says that it failed, and saves again at the next change', async () => {
  answer = () => Promise.reject(new Error('disk full'));
  write('a');
  saver.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(failed).toHaveBeenCalledTimes(1);
  answer = () => Promise.resolve();
  write('b');
  saver.flush();
  expect(saved).toEqual(['a', 'ab']);
});
