// How many words a text has: by the program's own rule where a script sets no gaps.
import { readFileSync } from 'node:fs';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { wordCount } from '../src/lib/editor/word-count';
import { countWords, weigh } from '../src/lib/words';

const domain = (file: string): string => readFileSync(`../src-tauri/crates/domain/src/${file}.rs`, 'utf8');
const [words, scripts] = [domain('words'), domain('scripts')];

/** A number that stands by itself in the program's rule. */
const weightOf = (name: string): number => Number(new RegExp(`const ${name}: usize = (\\d+);`, 'u').exec(words)?.[1]);

/** Every character that the pattern behind `head` has in the program's rule. */
function matched(head: string): Set<number> {
  const pattern = /matches!\(c,([^)]*)\)/u.exec(scripts.slice(scripts.indexOf(head)))?.[1] ?? '';
  const code = String.raw`'\\u\{([0-9a-f]+)\}'`;
  const found = new Set<number>();
  for (const [, from = '', to = from] of pattern.matchAll(new RegExp(`${code}(?:\\.\\.=${code})?`, 'gu'))) {
    for (let at = parseInt(from, 16); at <= parseInt(to, 16); at += 1) found.add(at);
  }
  return found;
}

describe('letters without gaps', () => {
  it('are those of the program’s own, and weigh the same', () => {
    const [stops, eastAsian, ofSyllables] = ['let stops', 'fn is_east_asian', 'fn is_of_syllables'].map(matched);
    expect([stops?.size, eastAsian?.size, ofSyllables?.size].every((size) => size !== undefined && size > 10)).toBe(true);
    const wrong: string[] = [];
    for (let at = 0x80; at < 0x33000; at += 1) {
      // Halves of a sign are no characters.
      if (at >= 0xd800 && at <= 0xdfff) continue;
      const its = eastAsian?.has(at) === true ? 'EAST_ASIAN_LETTER' : ofSyllables?.has(at) === true ? 'LETTER_OF_SYLLABLE' : '';
      const own = its !== '' && stops?.has(at) !== true ? weightOf(its) : 0;
      const c = String.fromCodePoint(at);
      if (!(own === 0 ? [0, weightOf('WORD')] : [own]).includes(weigh(c))) wrong.push(c);
    }
    expect(wrong).toEqual([]);
  });

  it('come to as many words as the program counts', () => {
    const examples = [...words.matchAll(/words_in\("([^"]*\p{Lo}[^"]*)"\), (\d+)\)/gu)];
    expect(examples.length).toBeGreaterThan(3);
    for (const [, text = '', count] of examples) expect([text, countWords(text)]).toEqual([text, Number(count)]);
  });

  it('never come to fewer where there is more text', () => {
    const letters = [...'今天用Rust写，写到 ดึกแล้ว。'];
    const counts = letters.map((_, at) => countWords(letters.slice(0, at + 1).join('')));
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  });
});

it('words with gaps between them are counted as they stand, and no mark is one', () => {
  expect(countWords('Who has the key — Tom’s, no. 7?')).toBe(7);
  expect(countWords(' \n — … ')).toBe(0);
  expect(countWords('한국어 well-kept हिन्दी')).toBe(3);
});

it('a text that is typed letter by letter, far without a gap, is counted as if it had been there at once', () => {
  const [long, typed] = ['港口的钥匙。'.repeat(200), '今天 用Rust写，ดึก'];
  let state = EditorState.create({ doc: long, extensions: wordCount });
  const same = (): void => expect(state.field(wordCount)).toBe(countWords(state.doc.toString()));
  for (const [at, insert] of [...typed].entries()) {
    state = state.update({ changes: { from: 601 + at, insert } }).state;
    same();
  }
  state = state.update({ changes: [{ from: 10, to: 300 }, { from: 320, to: 321, insert: ' ' }] }).state;
  same();
});
