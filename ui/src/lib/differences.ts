// What makes one draft different from the others, by counting: its length, how plainly and how warmly it is put.
import { sentences } from './sentences';
import { countWords } from './words';

export interface Measure {
  words: number;
  /** Words in a sentence, on average. */
  sentence: number;
  /** Letters in a word, on average. */
  letters: number;
  /** Friendly words and exclamations in a hundred words. */
  warmth: number;
}

export type Difference = 'shorter' | 'longer' | 'warmer' | 'cooler' | 'plainer' | 'fuller';

const WARM =
  /\b(?:thanks?|thank you|please|glad|happy|delighted|lovely|love|warm(?:ly|est)?|kind(?:ly|est)?|hope|dear|cheers|grateful|pleasure|enjoyed?|welcome|sorry|wonderful)\b|!/giu;

/** A share by which two drafts must differ before it is worth a word. */
const WORTH = 0.15;
const WARM_WORTH = 1;

export function measure(text: string): Measure {
  const words = countWords(text);
  // In one line, as the program counts them: a greeting is a part of the first.
  const count = sentences(text.replace(/\s+/gu, ' ')).filter((sentence) => countWords(sentence) > 0).length;
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const warm = text.match(WARM)?.length ?? 0;
  return {
    words,
    sentence: words / Math.max(1, count),
    letters: letters / Math.max(1, words),
    warmth: (warm * 100) / Math.max(1, words),
  };
}

function average(all: readonly Measure[], of: (one: Measure) => number): number {
  return all.reduce((sum, one) => sum + of(one), 0) / Math.max(1, all.length);
}

/** How `text` differs from `others` taken together; nothing if there are none or they are much the same. */
export function differences(text: string, others: readonly string[]): Difference[] {
  if (others.length === 0) return [];
  const mine = measure(text);
  const theirs = others.map(measure);
  const ratio = (of: (one: Measure) => number): number => of(mine) / Math.max(1e-9, average(theirs, of));
  const found: Difference[] = [];
  const length = ratio(({ words }) => words);
  if (length < 1 - WORTH) found.push('shorter');
  if (length > 1 + WORTH) found.push('longer');
  const warmer = mine.warmth - average(theirs, ({ warmth }) => warmth);
  if (warmer > WARM_WORTH) found.push('warmer');
  if (warmer < -WARM_WORTH) found.push('cooler');
  // Plain is short sentences of short words; one of the two must show and the other not speak against it.
  const [sentence, letters] = [ratio((one) => one.sentence), ratio((one) => one.letters)];
  if (sentence < 1 - WORTH && letters < 1.03) found.push('plainer');
  if (sentence > 1 + WORTH && letters > 0.97) found.push('fuller');
  return found;
}
