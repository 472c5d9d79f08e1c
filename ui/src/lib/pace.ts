// How far something has come, and how long it will still take at the pace seen so far.

interface Mark {
  done: number;
  /** In milliseconds, by any clock. */
  at: number;
}

export interface Progress extends Mark {
  total: number;
  /** Where it stood when it was first heard of: what was done before says nothing about the pace. */
  first: Mark;
}

/** A pace seen for less than this is only a guess. */
const SEEN_MS = 300;
/** Who waits for less than this needs no number. */
const LONG_MS = 2000;

export function progressed(before: Progress | null, done: number, total: number, at: number): Progress {
  // What is done less than before has begun anew.
  const first = before !== null && done >= before.done ? before.first : { done, at };
  return { done: Math.min(done, total), total, at, first };
}

/** A wait that is worth showing. */
export interface Wait {
  /** How much is done, 0 to 1. */
  part: number;
  seconds: number;
}

/** `null` before there is a pace, and for what is over soon. */
export function wait({ done, total, at, first }: Progress): Wait | null {
  const gone = done - first.done;
  const took = at - first.at;
  if (gone <= 0 || took < SEEN_MS) return null;
  const whole = ((total - first.done) * took) / gone;
  return whole < LONG_MS ? null : { part: done / total, seconds: (whole - took) / 1000 };
}
