// Drafts that are written beside the one that is being read, and *Another* that takes one of them.
import { EditorView } from '@codemirror/view';
import { fireEvent, screen } from '@testing-library/svelte';
import { beforeEach, afterEach, describe, expect, it, vi } from 'vitest';
import { joined, morePoints, noAlternatives, unseen, added } from '../src/lib/alternatives';
import { READING_MS } from '../src/lib/writing.svelte';
import { s } from '../src/lib/strings';
import type { Alternative, FurtherDraft, Overview } from '../src/lib/wire.gen';
import { nothingFound } from './fake-backend';
import { asked, backend, ended, id, open, page, settled, text } from './window';

const further = (words: string, kept = 1): FurtherDraft => ({
  text: words,
  findings: {
    points_kept: kept,
    voice_match: null,
    voice_usual: null,
    traits: [],
    unsupported: [{ from: 0, to: words.indexOf(' '), text: words.slice(0, words.indexOf(' ')), why: 'nobody said so' }],
    copied: [],
  },
});

const brief = (points: string[]): Overview => {
  const now = page('');
  return { ...now, page: { ...now.page, brief: { ...now.page.brief, points } } };
};

async function drafted(now: Overview, words: string): Promise<void> {
  await open(now);
  await fireEvent.click(id('draft'));
  await vi.advanceTimersByTimeAsync(20);
  backend.draft({ event: 'text', seq: 0, delta: words });
  await ended('finished', words);
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('further drafts', () => {
  it('come while one is read, change nothing by themselves, and are what Another shows', async () => {
    await drafted(brief(['the key', 'the tap']), 'The first one.');
    expect(asked('further_drafts')).toEqual([]);
    await vi.advanceTimersByTimeAsync(READING_MS);
    expect(asked('further_drafts')).toHaveLength(1);
    expect(screen.queryByTestId('alternatives')).toBeNull();

    backend.further([further('Second of them.'), further('The first one.'), further('Third of them is longer.')]);
    await vi.advanceTimersByTimeAsync(20);
    expect(text()).toBe('The first one.');
    expect(id('alternatives').textContent).toContain('Draft 1 of 3');

    await fireEvent.click(id('draft'));
    await vi.advanceTimersByTimeAsync(250);
    expect(text()).toBe('Second of them.');
    expect(document.querySelector('.cm-check')?.textContent).toBe('Second');
    await fireEvent.click(id('draft'));
    await vi.advanceTimersByTimeAsync(250);
    expect(text()).toBe('Third of them is longer.');
    expect(asked('start_draft')).toHaveLength(1);
    // All of them were seen: now another one is written.
    await fireEvent.click(id('draft'));
    await vi.advanceTimersByTimeAsync(20);
    expect(asked('start_draft')).toHaveLength(2);
  });

  it('are not asked for where the user does not want them', async () => {
    const now = brief(['the key']);
    await drafted({ ...now, settings: { ...settled.settings, further_drafts: false } }, 'The first one.');
    await vi.advanceTimersByTimeAsync(2 * READING_MS);
    expect(asked('further_drafts')).toEqual([]);
  });

  it('are not asked for where the user goes on with the brief', async () => {
    await drafted(brief(['the key']), 'The first one.');
    await fireEvent.input(id('field-title'), { target: { value: 'Keys' } });
    await vi.advanceTimersByTimeAsync(2 * READING_MS);
    expect(asked('further_drafts')).toEqual([]);
  });

  it('that come too late are dropped', async () => {
    await drafted(brief(['the key']), 'The first one.');
    await vi.advanceTimersByTimeAsync(READING_MS);
    const { further: late } = backend;
    await fireEvent.click(id('draft'));
    await vi.advanceTimersByTimeAsync(20);
    late([further('Second of them.')]);
    await vi.advanceTimersByTimeAsync(20);
    expect(screen.queryByTestId('alternatives')).toBeNull();
  });
});

describe('going on from one of several', () => {
  async function goneOn(): Promise<void> {
    await drafted(brief(['the key']), 'The first one.');
    await vi.advanceTimersByTimeAsync(READING_MS);
    backend.further([further('Second of them.')]);
    await vi.advanceTimersByTimeAsync(20);
    EditorView.findFromDOM(id('editor'))?.dispatch({ selection: { anchor: 14 } });
    await fireEvent.click(id('go-on'));
  }

  it('leaves all of them where it comes to nothing', async () => {
    await goneOn();
    await ended('cancelled', 'The first one.');
    expect(id('alternatives').textContent).toContain('Draft 1 of 2');
    backend.refuse = { code: 'no_model', what: 'no model file was found', path: null, remedy: null };
    await fireEvent.click(id('go-on'));
    await vi.advanceTimersByTimeAsync(50);
    await fireEvent.click(screen.getByRole('button', { name: s.write.next }));
    await vi.advanceTimersByTimeAsync(50);
    expect(text()).toBe('Second of them.');
  });

  it('puts them away with its first word, and the one that stood is the user’s', async () => {
    await goneOn();
    backend.draft({ event: 'text', seq: 0, delta: ' And more.' });
    await ended('finished', 'The first one. And more.');
    expect(screen.queryByTestId('alternatives')).toBeNull();
    expect(text()).toBe('The first one. And more.');
    await vi.advanceTimersByTimeAsync(1100);
    expect(backend.saved.at(-1)?.drafted).toEqual([{ from: 14, to: 24 }]);
  });
});

it('a pile knows what was not seen and what says more', () => {
  const draft = (words: string, made: number, seen: boolean): Alternative => ({
    text: words,
    findings: { ...nothingFound, points_kept: made / 4 },
    points: 4,
    seen,
  });
  const pile = added(noAlternatives, 'a', draft('one', 2, true));
  expect([unseen(pile), morePoints(pile)]).toEqual([-1, -1]);
  const more = joined(pile, [draft('one ', 2, false), draft(' ', 4, false), draft('two', 3, false), draft('three', 3, false)]);
  expect(more.drafts.map(({ text: words }) => words)).toEqual(['one', 'two', 'three']);
  expect([more.at, unseen(more), morePoints(more)]).toEqual([0, 1, 1]);
});
