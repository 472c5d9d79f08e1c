// The list of points, step by step.
import { describe, expect, it } from 'vitest';
import { MOST_LETTERS, MOST_LINES, join, paste, shown, split } from '../src/lib/points';

describe('points', () => {
  it('always show a line to write on', () => {
    expect(shown([])).toEqual(['']);
    expect(shown(['a'])).toEqual(['a']);
  });

  it('split at the caret on Enter', () => {
    expect(split(['one two', 'x'], 0, 3, 3)).toEqual({ points: ['one', 'two', 'x'], at: 1, caret: 0 });
    expect(split(['one'], 0, 3, 3)).toEqual({ points: ['one', ''], at: 1, caret: 0 });
  });

  it('go away when empty, on Backspace', () => {
    expect(join(['one', '', 'two'], 1)).toEqual({ points: ['one', 'two'], at: 0, caret: 3 });
    expect(join(['', 'two'], 0)).toEqual({ points: ['two'], at: 0, caret: 0 });
  });

  it('join the point before, on Backspace at the beginning', () => {
    expect(join(['one', 'two'], 1)).toEqual({ points: ['one two'], at: 0, caret: 3 });
    expect(join(['one', 'two'], 0)).toBeNull();
    expect(join([''], 0)).toBeNull();
  });

  it('become several when several lines are pasted, without their bullets', () => {
    expect(paste(['a  z'], 0, 2, 3, '- one\r\n\n2. two\n• three')).toEqual({
      points: ['a one', 'two', 'threez'],
      at: 2,
      caret: 5,
      cut: false,
    });
    expect(paste(['a'], 0, 1, 1, ' one line')).toBeNull();
  });

  it('take so much of what is pasted and no more', () => {
    const many = paste(['a'], 0, 1, 1, 'line\n'.repeat(MOST_LINES + 1));
    expect([many?.points.length, many?.cut]).toEqual([MOST_LINES, true]);
    // Also of one line, and never half a sign.
    const long = paste([''], 0, 0, 0, `${'x'.repeat(MOST_LETTERS - 1)}😀`);
    expect(long).toMatchObject({ points: ['x'.repeat(MOST_LETTERS - 1)], cut: true });
    expect(paste([''], 0, 0, 0, `one\n${'x'.repeat(MOST_LETTERS)}`)?.cut).toBe(false);
  });
});
