// What is asked for where a passage is said anew: its own sentences once more, about as long as it is.
import type { Stretch } from './editor/manuscript';
import { cutAt } from './half';
import { sentences } from './sentences';
import { noHabits } from './wish.svelte';
import { countWords } from './words';
import type { Brief, Shell } from './wire.gen';

/** So much of what stands before a passage is enough to go on from it. */
const BEFORE = 1500;
/** How much shorter or longer than before a passage may become. */
const SHORTER = 0.7;
const LONGER = 1.2;

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
