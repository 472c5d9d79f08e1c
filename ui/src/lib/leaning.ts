// Which passage of the user's own a sentence leans on: the one with which it shares the most words that mean something.
import type { Source } from './wire.gen';

export interface Leaning {
  id: number;
  /** The words they share, as they stand in the sentence. */
  words: string[];
}

/** One shared word is chance. */
const FEWEST = 2;
/** The share of a sentence's words that must stand in the passage as well. */
const SHARE = 0.25;

// Words so common that sharing them says nothing.
const COMMON = new Set(
  `about after again all also and any are back because been before being but came can come could did does doing done down
  each even every few first for from get give goes going good had has have having here him his how into its just know
  last like little long made make many more most much must never new not now off one only other our out over own really
  said same see she should since some still such take than that the their them then there these they thing things this
  those though through time too two under until upon very want was way well went were what when where which while who why
  will with would year years yes yet you your`.split(/\s+/u),
);

function telling(text: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const word of text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? []) {
    const plain = word.toLowerCase().replace(/['’]s$/u, '');
    if (plain.length > 2 && !COMMON.has(plain)) words.set(stem(plain), word);
  }
  return words;
}

/** "keys" and "key", "locked" and "lock" are one word here. */
function stem(word: string): string {
  const short = word.replace(/(?:ies|ing|ed|es|s)$/u, '');
  return short.length >= 3 ? short : word;
}

export function leaning(sentence: string, sources: readonly Source[]): Leaning | null {
  const mine = telling(sentence);
  let best: Leaning | null = null;
  for (const { id, text } of sources) {
    const theirs = telling(text);
    const words = [...mine].filter(([word]) => theirs.has(word)).map(([, as]) => as);
    const enough = words.length >= FEWEST && words.length >= mine.size * SHARE;
    if (enough && words.length > (best?.words.length ?? 0)) best = { id, words };
  }
  return best;
}
