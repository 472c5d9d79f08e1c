// How long something will still take, from the pace seen so far.
import { describe, expect, it } from 'vitest';
import { progressed, wait } from '../src/lib/pace';
import type { Progress } from '../src/lib/pace';
import { humanSize, humanWait } from '../src/lib/counted';

const TOTAL = 1000;
/** Each step: what is done, and when. */
const after = (...steps: [number, number][]): Progress =>
  steps.reduce<Progress | null>((before, [done, at]) => progressed(before, done, TOTAL, at), null) as Progress;

describe('wait', () => {
  it('says nothing before there is a pace', () => {
    expect(wait(after([0, 0]))).toBeNull();
    expect(wait(after([0, 0], [0, 5000]))).toBeNull();
    expect(wait(after([0, 0], [20, 100]))).toBeNull();
  });

  it('goes by what was done since it was first heard of', () => {
    expect(wait(after([500, 10_000], [600, 12_000]))).toEqual({ part: 0.6, seconds: 8 });
  });

  it('says nothing of what is over soon', () => {
    expect(wait(after([0, 0], [400, 400]))).toBeNull();
  });

  it('goes on to the end once it takes long', () => {
    expect(wait(after([0, 0], [100, 1000], [990, 9900]))?.seconds).toBeCloseTo(0.1);
    expect(wait(after([0, 0], [100, 1000], [1200, 10_000]))).toEqual({ part: 1, seconds: 0 });
  });

  it('takes a new pace when it begins anew', () => {
    expect(wait(after([0, 0], [800, 8000], [0, 9000]))).toBeNull();
    expect(wait(after([0, 0], [800, 8000], [0, 9000], [500, 11_000]))).toEqual({ part: 0.5, seconds: 2 });
  });

  it('has no trouble with nothing to do', () => {
    expect(wait(progressed(progressed(null, 0, 0, 0), 0, 0, 900))).toBeNull();
  });
});

describe('humanWait', () => {
  it.each([
    [0, '1 s'],
    [0.4, '1 s'],
    [11.7, '12 s'],
    [20, '20 s'],
    [31, '30 s'],
    [57, '55 s'],
    [58, '1 min'],
    [119, '2 min'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(humanWait(seconds)).toBe(words);
  });
});

describe('humanSize', () => {
  it.each([
    [1, '1 byte'],
    [400, '400 bytes'],
    [4000, '4 kB'],
    [2_000_000, '2 MB'],
    [1_100_000_000, '1.1 GB'],
  ])('says %d bytes as %s', (bytes, words) => {
    expect(humanSize(bytes)).toBe(words);
  });
});
