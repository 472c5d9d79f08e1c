// The picture of how much a draft sounds like the user: a point among their own texts.
import { render } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import MatchLine from '../src/parts/MatchLine.svelte';

interface Picture {
  /** Where the picture begins and ends. */
  ends: [number, number];
  low: number;
  high: number;
  point: number;
  radius: number;
}

function picture(share: number, low: number, high: number): Picture {
  const { container } = render(MatchLine, { match: { share, usual: { low, middle: (low + high) / 2, high }, traits: [] } });
  const number = (what: string, name: string): number => Number(container.querySelector(what)?.getAttribute(name));
  const [left = NaN, , wide = NaN] = (container.querySelector('svg')?.getAttribute('viewBox') ?? '').split(' ').map(Number);
  return {
    ends: [left, left + wide],
    low: number('.usual', 'x1'),
    high: number('.usual', 'x2'),
    point: number('circle', 'cx'),
    radius: number('circle', 'r'),
  };
}

describe('the picture of a match', () => {
  it('has room for the point and the spread at either end', () => {
    for (const share of [0, 1]) {
      const { ends, point, radius } = picture(share, 0, 1);
      expect([point - radius > ends[0], point + radius < ends[1]]).toEqual([true, true]);
    }
    // The ends of the spread are round: half of what it is high, and its edge.
    const { ends, low, high } = picture(0.5, 0, 1);
    expect([low - 4.5 > ends[0], high + 4.5 < ends[1]]).toEqual([true, true]);
  });

  it('lies where the words say', () => {
    const points = [0, 0.25, 0.5, 0.75, 0.91, 1].map((share) => picture(share, 0.7, 0.98).point);
    expect(points).toEqual([0, 25, 50, 75, 91, 100]);
    const { low, high } = picture(0.5, 0.7, 0.98);
    expect([low, high]).toEqual([70, 98]);
  });

  it('shows the spread around the point also where all of it is at the top', () => {
    for (const share of [0.99, 1]) {
      const { low, high, point, radius } = picture(share, 0.99, 1);
      expect(point).toBe(share === 1 ? high : low);
      // The ends of the spread are round.
      expect([point - radius > low - 4.5, point + radius < high + 4.5]).toEqual([true, true]);
    }
  });

  it('runs from nothing to all, and never backwards', () => {
    const points = Array.from({ length: 101 }, (_, at) => picture(at / 100, 0.7, 0.98).point);
    expect([points[0], points[100]]).toEqual([0, 100]);
    for (const [at, point] of points.entries()) expect(point).toBeGreaterThan(points[at - 1] ?? -1);
    // What is said to be in the spread is seen in it.
    const { low, high, point } = picture(0.704, 0.7, 0.98);
    expect([point >= low, point <= high]).toEqual([true, true]);
  });
});
