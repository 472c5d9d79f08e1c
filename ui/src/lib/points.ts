// The list of points as pure steps: split, join, paste; each says where the caret goes.
import { cutAt } from './half';

export interface PointsStep {
  points: string[];
  /** The point and the place in it where the caret stands afterwards. */
  at: number;
  caret: number;
}

/** A pasted book is no brief: so many lines of so many letters are taken at once. */
export const MOST_LINES = 40;
export const MOST_LETTERS = 500;

/** There is always a line to write on. */
export function shown(points: readonly string[]): string[] {
  return points.length === 0 ? [''] : [...points];
}

/** Enter: what stands behind the caret becomes the next point. */
export function split(points: readonly string[], at: number, from: number, to: number): PointsStep {
  const point = points[at] ?? '';
  const next = [...points];
  next.splice(at, 1, point.slice(0, from), point.slice(to).trimStart());
  return { points: next, at: at + 1, caret: 0 };
}

/** Backspace at the beginning: the point joins the one before it; an empty first point just goes. */
export function join(points: readonly string[], at: number): PointsStep | null {
  const point = points[at] ?? '';
  const next = [...points];
  if (at === 0) {
    if (point !== '' || points.length < 2) return null;
    next.shift();
    return { points: next, at: 0, caret: 0 };
  }
  const before = points[at - 1] ?? '';
  const seam = before !== '' && point !== '' && !/\s$/.test(before) ? ' ' : '';
  next.splice(at - 1, 2, before + seam + point);
  return { points: next, at: at - 1, caret: before.length };
}

/** Several lines make several points, without the bullets they may have had; one line is left to the browser, if short. */
export function paste(
  points: readonly string[],
  at: number,
  from: number,
  to: number,
  text: string,
): (PointsStep & { cut: boolean }) | null {
  const all = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*(?:[-*•·–]|\d{1,3}[.)])\s+/, '').trim())
    .filter((line) => line !== '');
  const cut = all.length > MOST_LINES || all.some((line) => line.length > MOST_LETTERS);
  if ((!/[\r\n]/.test(text) && !cut) || all.length === 0) return null;
  const lines = all.slice(0, MOST_LINES).map((line) => line.slice(0, cutAt(line, MOST_LETTERS)));
  const point = points[at] ?? '';
  lines[0] = point.slice(0, from) + lines[0];
  const last = lines.length - 1;
  const caret = (lines[last] ?? '').length;
  lines[last] += point.slice(to);
  const next = [...points];
  next.splice(at, 1, ...lines);
  return { points: next, at: at + last, caret, cut };
}
