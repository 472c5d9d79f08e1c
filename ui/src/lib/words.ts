// Counts words as a person would: what stands between white space and has a letter or a digit. In scripts that set no gaps
// letters take the place of words. The program itself weighs them in the same way (`domain/src/words.rs`), and a test holds
// the two together.

/** What a word weighs, and what a letter of a script without gaps: in Chinese 1.6 make a word, and in Thai 4. */
const WORD = 8;
const EAST_ASIAN_LETTER = 5;
const LETTER_OF_SYLLABLE = 2;

/** Han and the kana, where a letter is a syllable or a word. */
const EAST_ASIAN = String.raw`[\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\u{20000}-\u{323af}]`;
/** Thai, Lao, Burmese and Khmer, where several letters are a syllable. */
const OF_SYLLABLES = String.raw`[\u0e00-\u0e3e\u0e40-\u0e4e\u0e50-\u0e59\u0e5c-\u0eff\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17d7\u17dc-\u17ff]`;
const WITH_GAPS = String.raw`(?:(?!${EAST_ASIAN}|${OF_SYLLABLES})[\p{Alphabetic}\p{N}])+`;

const WITHOUT_GAPS = new RegExp(`${EAST_ASIAN}|${OF_SYLLABLES}`, 'u');
/** Letters without gaps one by one, and the words among them. */
const EACH = new RegExp(`(${EAST_ASIAN})|(${OF_SYLLABLES})|${WITH_GAPS}`, 'gu');

/** What `text` weighs: its parts between white space together, so that a change is felt only where it is. */
export function weigh(text: string): number {
  let weight = 0;
  for (const piece of text.split(/\s+/u)) weight += weightOf(piece);
  return weight;
}

/** How many words make up `weight`, rounded up. */
export function wordsOf(weight: number): number {
  return Math.ceil(weight / WORD);
}

export function countWords(text: string): number {
  return wordsOf(weigh(text));
}

function weightOf(piece: string): number {
  if (!WITHOUT_GAPS.test(piece)) return /[\p{L}\p{N}]/u.test(piece) ? WORD : 0;
  let weight = 0;
  for (const [, eastAsian, ofSyllable] of piece.matchAll(EACH)) {
    weight += eastAsian !== undefined ? EAST_ASIAN_LETTER : ofSyllable !== undefined ? LETTER_OF_SYLLABLE : WORD;
  }
  return weight;
}
