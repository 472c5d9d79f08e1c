// Two texts word by word: what stayed, what went, what came.

export interface Span {
  text: string;
  is: 'same' | 'gone' | 'new';
}

/** A run of the old text and the one in its place: the same where it stays. */
interface Run {
  stays: boolean;
  old: string;
  now: string;
}

/** More words than that on both sides are shown as a whole that went and a whole that came. */
const MOST = 600;
/** The same where less than this part of the old words stays. */
const FEW = 1 / 4;
/** A word between two changes that is no longer is changed with them: it would only part what is read together. */
const MOST_LETTERS = 3;

const EACH = /\s+|[\p{L}\p{M}\p{N}’'-]+|\S/gu;
const LETTER = /[\p{L}\p{N}]/gu;

function cut(text: string): string[] {
  return text.match(EACH) ?? [];
}

function lettersIn(word: string): number {
  return word.match(LETTER)?.length ?? 0;
}

function wordsIn(text: string): string[] {
  return cut(text).filter((word) => lettersIn(word) > 0);
}

/** The longest common subsequence of words, in runs that can be read; in each change what went stands before what came. */
export function change(before: string, after: string): Span[] {
  const whole: Run[] = [{ stays: false, old: before, now: after }];
  const [old, now] = [cut(before), cut(after)];
  if (old.length > MOST || now.length > MOST) return spansOf(whole);
  const runs = folded(joined(compared(old, now)));
  const stay = runs.reduce((sum, run) => sum + (run.stays ? wordsIn(run.old).length : 0), 0);
  return spansOf(stay < wordsIn(before).length * FEW ? whole : runs);
}

function compared(old: readonly string[], now: readonly string[]): Run[] {
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [one, other] = [old[i], now[j]];
    if (one !== undefined && one === other) {
      runs.push({ stays: true, old: one, now: other });
      i += 1;
      j += 1;
    } else if (one !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      runs.push({ stays: false, old: one, now: '' });
      i += 1;
    } else if (other !== undefined) {
      runs.push({ stays: false, old: '', now: other });
      j += 1;
    }
  }
  return runs;
}

/** What stays between two changes and is hardly a word becomes part of them. */
function folded(runs: readonly Run[]): Run[] {
  const isBetween = (at: number): boolean => at > 0 && at < runs.length - 1;
  return joined(runs.map((run, at) => ({ ...run, stays: run.stays && !(isBetween(at) && isSlight(run.old)) })));
}

function isSlight(text: string): boolean {
  const words = wordsIn(text);
  return words.length === 0 || (words.length === 1 && words.every((word) => lettersIn(word) <= MOST_LETTERS));
}

/** Runs of one sort become one. */
function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last?.stays === run.stays) {
      last.old += run.old;
      last.now += run.now;
    } else all.push({ ...run });
  }
  return all;
}

function spansOf(runs: readonly Run[]): Span[] {
  const spans = runs.flatMap(({ stays, old, now }): Span[] =>
    stays
      ? [{ text: old, is: 'same' }]
      : [
          { text: old, is: 'gone' },
          { text: now, is: 'new' },
        ],
  );
  return spans.filter(({ text }) => text !== '');
}
