// Where a sentence is over: the same rule as the program's own.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { draftedSentence } from '../src/lib/editor/reading';
import { BEFORE_NUMBERS, BEFORE_SMALL, MONTHS, SHORT, sentencePlaces, sentences } from '../src/lib/sentences';
import { manuscript, write } from './manuscript';

const rule = readFileSync('../src-tauri/crates/domain/src/sentences.rs', 'utf8');

/** The words of a list in the program's rule. */
function listed(name: string): string[] {
  const list = new RegExp(`const ${name}: \\[&str; (\\d+)\\] = \\[([^\\]]*)\\]`, 'u').exec(rule);
  const words = [...(list?.[2] ?? '').matchAll(/"([^"]+)"/gu)].map(([, word]) => word ?? '');
  expect(words).toHaveLength(Number(list?.[1]));
  return words;
}

/** The characters that the program matches in the function `name`, behind the last of its lines that says `matches!`. */
function matched(name: string): string[] {
  const body = new RegExp(`pub fn ${name}\\(c: char\\) -> bool \\{(.*?)\\n\\}`, 'su').exec(rule)?.[1] ?? '';
  return [...body.matchAll(/'(\\?[^'\\]|\\')'(?!\.\.)/gu)].map(([, c]) => (c ?? '').replace(/^\\/u, ''));
}

describe('the rule', () => {
  it('has the words of the program’s own', () => {
    const ours = { SHORT, BEFORE_NUMBERS, MONTHS, BEFORE_SMALL };
    for (const [name, words] of Object.entries(ours)) expect([name, ...words]).toEqual([name, ...listed(name)]);
  });

  it('has its marks', () => {
    const stops = matched('is_stop');
    expect(stops).toHaveLength(14);
    for (const stop of stops) expect(sentences(`Eins${stop} Zwei`)).toEqual([`Eins${stop}`, 'Zwei']);
    const closing = matched('closes_sentence');
    expect(closing).toHaveLength(9);
    for (const close of [...closing, '👍🏽', '❤️', '👩‍🌾']) {
      expect(sentences(`One.${close} Two`)).toEqual([`One.${close}`, 'Two']);
    }
  });
});

describe('a sentence', () => {
  it('is over behind its stop and what closes with it, and with its line', () => {
    expect(sentences('One. “Two!” (Three?) Four… five')).toEqual(['One.', '“Two!”', '(Three?)', 'Four…', 'five']);
    expect(sentences('One. Two is here! "Three?" she said\nFour')).toEqual(['One.', 'Two is here!', '"Three?"', 'she said', 'Four']);
    expect(sentences('See example.org or 3.5 of it. ')).toEqual(['See example.org or 3.5 of it.']);
    expect(sentences('So do I. Yes. ')).toEqual(['So do I.', 'Yes.']);
    expect(sentences('  \n ')).toEqual([]);
    expect(sentencePlaces(' One.\n\n Two ')).toEqual([
      { from: 1, to: 5 },
      { from: 8, to: 11 },
    ]);
  });

  it('goes on behind a title or a number', () => {
    const whole = [
      'I asked at the hall of St. Anselm.',
      'Mrs. Okafor met J. R. Smith.',
      'It was at 7 p.m. on Sunday.',
      'Am 5. Mai kommt z.B. Dr. Marsh.',
      'It is on Dec. 9 at noon.',
      'Take no. 7 home.',
      '1. tea',
    ];
    for (const one of whole) expect(sentences(`${one} Yes.`)).toEqual(one === '1. tea' ? ['1. tea Yes.'] : [one, 'Yes.']);
    expect(sentences('I was 17. I had blisters.')).toEqual(['I was 17.', 'I had blisters.']);
    expect(sentences('I said no. Then I left.')).toEqual(['I said no.', 'Then I left.']);
    expect(sentences('At 7 p.m. We ate.')).toEqual(['At 7 p.m.', 'We ate.']);
    expect(sentences('It was in 1997. We ate.')).toEqual(['It was in 1997.', 'We ate.']);
    expect(sentences('It was in C.\n\nNext.')).toEqual(['It was in C.', 'Next.']);
  });

  it('wants no space behind a full mark', () => {
    const text = '今天我们走到港口。看到了苍鹭！「真的吗？」他说。x';
    expect(sentences(text)).toEqual(['今天我们走到港口。', '看到了苍鹭！', '「真的吗？」', '他说。', 'x']);
  });

  it('of a draft is told whole', () => {
    const page = manuscript('Hello. ');
    write(page, 'I met Mrs. Okafor there. It was late.');
    const at = (words: string): string | null => draftedSentence(page.view.state, page.text.indexOf(words));
    expect([at('Mrs'), at('Okafor'), at('late'), at('Hello')]).toEqual([
      'I met Mrs. Okafor there.',
      'I met Mrs. Okafor there.',
      'It was late.',
      null,
    ]);
  });
});

describe('scripts without gaps', () => {
  it('end a sentence by their own marks, and Thai by a gap', () => {
    expect(sentences('すごい!楽しかったです。')).toEqual(['すごい!', '楽しかったです。']);
    expect(sentences('เมื่อวานฝนตกทั้งวัน เราเลยไม่ได้ไปไหน')).toHaveLength(2);
    expect(sentences('วันที่ 5 มีนาคม')).toHaveLength(1);
  });
});
