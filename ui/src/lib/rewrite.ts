// What is asked for where a passage is said anew: its own sentences once more, about as long as it is.
import type { Stretch } from './editor/manuscript';
import { cutAt } from './half';
import { STOP, sentences } from './sentences';
import { noHabits } from './wish.svelte';
import { countWords } from './words';
import type { Brief, Shell } from './wire.gen';

/** So much of what stands before a passage is enough to go on from it. */
const BEFORE = 1500;
/** How much shorter or longer than before a passage may become. */
const SHORTER = 0.7;
const LONGER = 1.2;

/** A line of greeting or sign-off has no more words. */
const MOST_WORDS = 6;
const MOST_LINES = 3;
const EMPTY_LINE = /\n\s*\n/u;
const GREETS = /[,!،，！]$/u;
const SENTENCE = new RegExp(`[${STOP}:;]$`, 'u');
const INITIALS = /^(?:\p{Lu}\.\s?)+$/u;
const ITEM = /^(?:[-*•–]|\d+[.)])\s/u;

/**
 * `stretch` of a letter without the greeting that the letter begins with and, where the letter `ends` with it, without the
 * sign-off: said anew, they would be lost. Where nothing else is chosen, all of it.
 */
export function bodyOf(stretch: Stretch, ends: boolean): Stretch {
  const { text, before } = stretch;
  const blocks = text.split(EMPTY_LINE);
  const [first = '', last = ''] = [blocks[0], blocks.at(-1)];
  const from = before.trim() === '' && greets(first) ? first.length : 0;
  const to = ends && signsOff(last) ? text.length - last.length : text.length;
  // One short line alone below a greeting says something: "running late, sorry".
  const body = text.slice(from, to).trim() || (last.includes('\n') ? '' : text.slice(from).trim());
  if (body === '') return stretch;
  const at = text.indexOf(body, from);
  const start = stretch.from + at;
  return { from: start, to: start + body.length, text: body, before: before + text.slice(0, at) };
}

function greets(block: string): boolean {
  const line = block.trim();
  return !line.includes('\n') && GREETS.test(line) && countWords(line) <= MOST_WORDS;
}

function signsOff(block: string): boolean {
  const lines = block.split('\n').map((line) => line.trim());
  const several = lines.length > 1;
  if (lines.length > MOST_LINES || (several && lines.every((line) => ITEM.test(line)))) return false;
  // "Thanks!" may stand above a name, and initials are none the less a name.
  const closes = (line: string, at: number): boolean => several && at === 0 && /[!！]$/u.test(line);
  const open = (line: string, at: number): boolean => !SENTENCE.test(line) || INITIALS.test(line) || closes(line, at);
  return lines.every((line, at) => countWords(line) <= MOST_WORDS && open(line, at));
}

/** Where the draft of a passage begins. */
export function startBefore({ before }: Stretch): string {
  return before.slice(cutAt(before, Math.max(0, before.length - BEFORE)));
}

/** `brief` for a passage alone. */
export function briefOf(brief: Brief, { text }: Stretch): Brief {
  return { ...brief, points: sentences(text), reply_to: '' };
}

/** Neither greeting nor sign-off, and hardly another length. */
export function lengthOf({ text }: Stretch): Shell {
  const words = countWords(text);
  return {
    ...noHabits,
    words_low: Math.max(1, Math.round(words * SHORTER)),
    words_median: words,
    words_high: Math.max(1, Math.round(words * LONGER)),
    pieces: 1,
  };
}
