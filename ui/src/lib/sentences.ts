// Where a sentence is over. The program itself has the same rule (`domain/src/sentences.rs`), and a test holds the two
// together; here every line ends a sentence as well, for in the text on the page a line is a paragraph.

/** Titles and the like, in small letters and without the last stop: behind them a sentence goes on. */
export const SHORT = new Set(
  `approx bzw ca cf d.h dhr dott dr e.g evtl fr ggf hr i.e inkl messrs mevr mlle mme mr mrs ms mt prof rev sig sog st str
  u.a vs z.b`.split(/\s+/u),
);
/** The same where a number follows. */
export const BEFORE_NUMBERS = new Set(
  'apr art aug ch dec feb fig jan jul jun kap mar no nov nr oct p pp sep sept vol'.split(' '),
);
/** Months that a number with a stop stands before, where that is how days are written. */
export const MONTHS = new Set(
  `januar jänner februar märz april mai juni juli august september oktober november dezember januari februari maart mars
  maj december desember`.split(/\s+/u),
);
/** The same where the next word is written small: they may well end a sentence. */
export const BEFORE_SMALL = new Set(['a.m', 'co', 'etc', 'inc', 'jr', 'p.m', 'sr', 'usw']);

/** What ends a sentence, in several scripts, and what closes with it: quotes, brackets and emoji. */
export const STOP = '.!?…؟۔।。｡！？။។៕';
const CLOSING = `["')”’»」』）\u2600-\u27bf\u{1f300}-\u{1faff}]|\u200d|\ufe0f`;
const END = new RegExp(`[${STOP}](?:[${STOP}]|${CLOSING})*`, 'gu');
const LAST_STOP = new RegExp(`[${STOP}](?=[^${STOP}]*$)`, 'u');
/** Behind the full marks of Chinese, Japanese, Burmese and Khmer anything may follow. */
const FULL = '。｡！？။។៕';
/** Letters between which there are no gaps: they may follow `!` and `?` at once. */
const WITHOUT_GAPS =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Khmer}]/u;
/** Thai and Lao set no mark: a gap between two letters ends a sentence. */
const THAI_OR_LAO = String.raw`(?=[\p{Script=Thai}\p{Script=Lao}])[\p{Lo}\p{M}]`;
const GAP = new RegExp(`(?<=${THAI_OR_LAO})\\s+(?=${THAI_OR_LAO})`, 'gu');

export interface Place {
  from: number;
  to: number;
}

/** The sentences of `text`, none of them blank. */
export function sentencePlaces(text: string): Place[] {
  const places: Place[] = [];
  let begins = 0;
  for (const line of text.split('\n')) {
    let from = 0;
    for (const to of [...sentenceEnds(line), line.length]) {
      const said = line.slice(from, to);
      const start = from + said.length - said.trimStart().length;
      const end = from + said.trimEnd().length;
      if (start < end) places.push({ from: begins + start, to: begins + end });
      from = to;
    }
    begins += line.length + 1;
  }
  return places;
}

/** The same in words. */
export function sentences(text: string): string[] {
  return sentencePlaces(text).map(({ from, to }) => text.slice(from, to));
}

/** Where in a line sentences are over; its own end is none. */
function sentenceEnds(line: string): number[] {
  const ends = [...line.matchAll(GAP)].map((gap) => gap.index);
  for (const found of line.matchAll(END)) {
    const stop = found.index + (LAST_STOP.exec(found[0])?.index ?? 0);
    const end = found.index + found[0].length;
    const mark = line.charAt(stop);
    if (end === line.length) continue;
    const parted = /\p{White_Space}/u.test(line.charAt(end));
    const atOnce = FULL.includes(mark) || ('!?'.includes(mark) && WITHOUT_GAPS.test(line.slice(end)));
    if (atOnce || (parted && !(mark === '.' && shortens(line, stop, end)))) ends.push(end);
  }
  return ends.sort((a, b) => a - b);
}

/** Whether the stop at `stop` belongs to the word before it, while the sentence goes on behind `end`. */
function shortens(line: string, stop: number, end: number): boolean {
  const word = /[^\s("“„‘«]*$/u.exec(line.slice(0, stop))?.[0] ?? '';
  const after = line.slice(end).replace(/^ +/u, '');
  if (word === '' || word === 'I') return false;
  // The first letter of a name.
  if (/^\p{Uppercase}$/u.test(word)) return true;
  const small = /^\p{Lowercase}/u.test(after);
  if (/^[0-9]{1,2}$/u.test(word)) {
    // The number of an item, or of a day: "5. Mai". "I was 17. I had blisters." is two sentences.
    const month = /^\p{Alphabetic}*/u.exec(after)?.[0].toLowerCase() ?? '';
    return stop === word.length || small || MONTHS.has(month);
  }
  const lower = word.toLowerCase();
  return (
    SHORT.has(lower) ||
    (BEFORE_NUMBERS.has(lower) && (after === '' || /^\p{N}/u.test(after))) ||
    (BEFORE_SMALL.has(lower) && (after === '' || small))
  );
}
