// What is shown of a change: both texts can be had back from it, and what is read together stands together.
import { describe, expect, it } from 'vitest';
import { change } from '../src/lib/change';
import type { Span } from '../src/lib/change';

const same = (text: string): Span => ({ text, is: 'same' });
const gone = (text: string): Span => ({ text, is: 'gone' });
const fresh = (text: string): Span => ({ text, is: 'new' });

const TEXTS = [
  '',
  ' \n',
  '—',
  'Hullo Tom, the shed by the lock is open on Sunday.',
  'You may walk your dog, the shed by the lock is open on Sunday.',
  'The shed is open.\n\nOn Sunday, I may walk to the lock and back.\n\nYours',
  'The shed was open.\n\nI may not walk to the lock.\nYours  ',
  'السقيفة مفتوحة يوم الأحد، وأنا هناك.',
  'السَّقيفة مغلقة يوم الأحد، وأنا في البيت.',
  '门开着。\n\n我们星期天见。',
  '门关着。我们星期天见，好吗？',
  'A 👩‍🌾 of 3 – it’s so-so!',
];

describe('a change', () => {
  for (const before of TEXTS) {
    it(`gives both texts back: ${JSON.stringify(before)}`, () => {
      for (const after of TEXTS) {
        const spans = change(before, after);
        const without = (is: Span['is']): string => spans.filter((span) => span.is !== is).map(({ text }) => text).join('');
        expect(without('new')).toBe(before);
        expect(without('gone')).toBe(after);
        expect(spans.every(({ text }) => text !== '')).toBe(true);
        // What went stands before what came, and of no sort are two in a row.
        expect(spans.map(({ is }) => is).join(' ')).not.toMatch(/new gone|gone gone|new new|same same/u);
        // What stays between two changes is more than a mark or a small word.
        for (const { text, is } of spans.slice(1, -1)) if (is === 'same') expect(text).toMatch(/\p{L}{4}|\p{L}[^\p{L}]+\p{L}/u);
      }
    });
  }

  it('takes a run of words together, and the one in its place', () => {
    const rest = ', the shed is open on Sunday.';
    expect(change(`Hullo Tom${rest}`, `You may walk your dog${rest}`)).toEqual([
      gone('Hullo Tom'),
      fresh('You may walk your dog'),
      same(rest),
    ]);
  });

  it('takes marks and one small word between two changes with them, and nothing longer', () => {
    const [head, tail] = ['On Sunday we ', ' by the old lock.'];
    const parts = (between: string): Span[] => change(`${head}sit${between}talk${tail}`, `${head}stand${between}sing${tail}`);
    for (const between of [' ', ', ', '\n\n', ' and ', '; or ']) {
      expect(parts(between)).toEqual([same(head), gone(`sit${between}talk`), fresh(`stand${between}sing`), same(tail)]);
    }
    for (const between of [' then ', ' or we ']) {
      expect(parts(between)).toEqual([
        same(head),
        gone('sit'),
        fresh('stand'),
        same(between),
        gone('talk'),
        fresh('sing'),
        same(tail),
      ]);
    }
  });

  it('leaves at either end what stays there, however small', () => {
    expect(change('I sit by the lock.', 'I stand by the lock!')).toEqual([
      same('I '),
      gone('sit'),
      fresh('stand'),
      same(' by the lock'),
      gone('.'),
      fresh('!'),
    ]);
    expect(change('We wait.', 'We wait.')).toEqual([same('We wait.')]);
  });

  it('is one of the whole where less than a quarter of the old words stays', () => {
    const before = 'I would like to ask who has the key.\n\nIt was lost.';
    const after = 'Who has got the key?\n\nTell me.';
    expect(change(before, after)).toEqual([gone(before), fresh(after)]);
    // One of four is a quarter.
    expect(change('Wait there for me', 'Wait outside')).toEqual([same('Wait '), gone('there for me'), fresh('outside')]);
    expect(change('Wait over there for me', 'Wait outside')).toEqual([gone('Wait over there for me'), fresh('Wait outside')]);
  });

  it('tears no word with vowel signs in two', () => {
    const [before, after] = ['नदी के किनारे मिलते हैं।', 'नदी के किनारे मिलती हैं।'];
    expect(change(before, after)).toEqual([same('नदी के किनारे '), gone('मिलते'), fresh('मिलती'), same(' हैं।')]);
  });

  it('of a long text is not worked out word by word', () => {
    const long = 'word '.repeat(2000);
    expect(change(long, 'new')).toEqual([gone(long), fresh('new')]);
  });
});
