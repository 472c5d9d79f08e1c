// What is counted in the window itself: how drafts differ, what changed in a passage, what a sentence leans on.
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { added, current, difference, noAlternatives, stepped, turned } from '../src/lib/alternatives';
import { paragraphs } from '../src/lib/clipboard';
import { differences } from '../src/lib/differences';
import { wordCount } from '../src/lib/editor/word-count';
import { leaning } from '../src/lib/leaning';
import type { Alternative } from '../src/lib/wire.gen';
import { WishController } from '../src/lib/wish.svelte';
import { idle } from '../src/lib/draft-state';
import { FakeBackend, nothingFound, source } from './fake-backend';

const LONG =
  'Considering everything that has been communicated, the aforementioned arrangement appears satisfactory, provided the participants acknowledge the circumstances beforehand.';
const SHORT = 'It is fine. We can go. Say when.';

it('a key in a very long line counts only the words around it', () => {
  const longest = Math.max(...slicesOf('word '.repeat(1_000_000)), ...slicesOf('word'.repeat(1_000_000)));
  expect(longest).toBeLessThan(2000);

  /** How much of the text is read for a key in its middle. */
  function slicesOf(doc: string): number[] {
    const state = EditorState.create({ doc, extensions: wordCount });
    const read: number[] = [];
    const tr = state.update({ changes: { from: doc.length / 2, insert: 'x y' } });
    for (const text of [tr.startState.doc, tr.newDoc]) {
      const slice = text.sliceString.bind(text);
      text.sliceString = (from, to, ...rest) => {
        const words = slice(from, to, ...rest);
        read.push(words.length);
        return words;
      };
    }
    expect(tr.state.field(wordCount)).toBe(state.field(wordCount) + 1);
    return read;
  }
});

describe('drafts side by side', () => {
  it('differ only where counting shows it', () => {
    expect(differences(SHORT, [LONG])).toEqual(['shorter', 'plainer']);
    expect(differences(LONG, [SHORT])).toEqual(['longer', 'fuller']);
    expect(differences(SHORT, [SHORT])).toEqual([]);
    expect(differences(SHORT, [])).toEqual([]);
    const plain = 'The room is free on Thursday and you may use it until nine.';
    const warm = 'Thank you! The room is free on Thursday, please use it, I hope.';
    expect(differences(warm, [plain])).toContain('warmer');
    expect(differences(plain, [warm])).toContain('cooler');
  });

  it('lie on one pile as long as the brief is the same', () => {
    const draft = (text: string): Alternative => ({ text, findings: nothingFound, points: 0, seen: true });
    let pile = added(noAlternatives, 'a', draft('one'));
    pile = added(pile, 'a', draft('  '));
    expect(pile.drafts).toEqual([draft('one')]);
    expect(stepped(pile, 1)).toBe(pile);
    pile = added(pile, 'a', draft('two'));
    expect(current(pile)?.text).toBe('two');
    expect(current(stepped(pile, 1))?.text).toBe('one');
    expect(current(turned(pile, 0))?.text).toBe('one');
    expect(turned(pile, 7)).toBe(pile);
    expect(difference(pile, 7)).toEqual([]);
    expect(added(pile, 'b', draft('other')).drafts).toEqual([draft('other')]);
  });
});

describe('a sentence of a draft', () => {
  const sources = [
    { ...source, id: 1, text: 'The keys to the shed hang behind the door.' },
    { ...source, id: 2, text: 'The heron stood by the sluice all morning.' },
  ];

  it('leans on the passage with which it shares the most telling words', () => {
    expect(leaning('Who has the key to the shed?', sources)).toEqual({ id: 1, words: ['key', 'shed'] });
    expect(leaning('A heron stood at the sluice.', sources)?.id).toBe(2);
    expect(leaning('It is all the same to me, and that was that.', sources)).toBeNull();
    expect(leaning('One key among many other things altogether: lamps, ropes, tins.', sources)).toBeNull();
  });
});

it('a text is copied in paragraphs, and nothing in it is taken for markup', () => {
  expect(paragraphs('Hullo <Tom>,\n\na & b\nc\n')).toBe(
    '<p dir="auto">Hullo &lt;Tom&gt;,</p><p dir="auto">a &amp; b<br>c</p>',
  );
});

describe('a wish', () => {
  it('begins at the first stage that was changed', () => {
    const wishes = new WishController(new FakeBackend());
    wishes.use(['slot']);
    expect(wishes.from).toBe('words');
    wishes.say([{ id: 1, text: 'mine', part: '' }]);
    expect(wishes.from).toBe('summary');
    wishes.drop(source);
    expect(wishes.from).toBe('sources');
    expect(wishes.wish).toMatchObject({ dropped: [1], pinned: [] });
    wishes.pin(source);
    expect(wishes.wish).toMatchObject({ dropped: [], pinned: [1] });
    wishes.use(['key']);
    expect(wishes.shown(idle).words).toEqual(['key']);
    wishes.begun(false);
    expect([wishes.from, wishes.words, wishes.pinned.size]).toEqual([null, null, 1]);
    wishes.restore({ pinned: [], dropped: [], shell: null });
    expect(wishes.wish).toMatchObject({ pinned: [], shell: null });
  });
});
