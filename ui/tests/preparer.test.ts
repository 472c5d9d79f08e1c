// What the engine is told beforehand: the newest brief, one call at a time, and never a word about a failure.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptyBrief } from '../src/lib/page.svelte';
import { Preparer, TOGETHER_MS } from '../src/lib/preparer';

let title: string | null = '';
let told: string[] = [];
let answer: () => Promise<void> = () => Promise.resolve();
let preparer: Preparer;

beforeEach(() => {
  vi.useFakeTimers();
  title = '';
  told = [];
  answer = () => Promise.resolve();
  preparer = new Preparer(
    () => (title === null ? null : { ...emptyBrief, title }),
    (brief) => {
      told.push(brief.title);
      return answer();
    },
  );
});
afterEach(() => vi.useRealTimers());

function change(to: string | null): void {
  title = to;
  preparer.changed();
}

const soon = (): Promise<unknown> => vi.advanceTimersByTimeAsync(TOGETHER_MS);

it('tells changes that come close together as one', async () => {
  change('K');
  change('Ke');
  expect(told).toEqual([]);
  await soon();
  expect(told).toEqual(['Ke']);
  change('Key');
  await soon();
  expect(told).toEqual(['Ke', 'Key']);
});

it('does not wait for a pause', async () => {
  for (let ms = 0; ms < 10 * TOGETHER_MS; ms += TOGETHER_MS / 2) {
    change(`${ms}`);
    await vi.advanceTimersByTimeAsync(TOGETHER_MS / 2);
  }
  expect(told.length).toBe(10);
});

it('has one call on its way at a time, and the newest brief comes last', async () => {
  let done: () => void = () => undefined;
  answer = () => new Promise((resolve) => (done = resolve));
  change('a');
  await soon();
  change('ab');
  await soon();
  change('abc');
  await soon();
  expect(told).toEqual(['a']);
  answer = () => Promise.resolve();
  done();
  await soon();
  expect(told).toEqual(['a', 'abc']);
});

it('goes on after a failure as if nothing had been', async () => {
  answer = () => Promise.reject(new Error('no model'));
  change('a');
  await soon();
  change('ab');
  await soon();
  expect(told).toEqual(['a', 'ab']);
});

it('says nothing while there is nothing to prepare for', async () => {
  change(null);
  await soon();
  expect(told).toEqual([]);
  change('a');
  await soon();
  expect(told).toEqual(['a']);
});
