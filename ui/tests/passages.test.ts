// The passages that a draft was made from come back with its page, as far as their texts are still there.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { EditorView } from '@codemirror/view';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_PASSAGE } from '../src/lib/passages';
import { s } from '../src/lib/strings';
import type { KeptSource, Opened, Overview, Page } from '../src/lib/wire.gen';
import { FakeBackend, blankPage, opened, source } from './fake-backend';
import { asked, backend, ended, id, open, settled, text } from './window';

const gone = { code: 'bad_input', what: 'this text is not in the library any more', path: null, remedy: null };
const key = 'The harbour key hangs beside the kettle.';
const library: Partial<Record<number, Opened>> = {
  1: { ...opened, id: 1, title: 'Room', mine: true },
  2: { ...opened, id: 2, title: 'Keys', mine: true, text: key },
  3: { ...opened, id: 3, title: 'Theirs', mine: false },
};

/** A text of the library is looked up once this is over. */
let looked: Promise<unknown>;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  looked = Promise.resolve();
  vi.spyOn(FakeBackend.prototype, 'openDocument').mockImplementation(async (one) => {
    await looked;
    const found = library[one];
    if (found === undefined) throw gone;
    return found;
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const kept = (...ids: number[]): KeptSource[] => ids.map((one) => ({ id: one, slot: 'topic', why: 'about the same thing' }));
const words = 'Hello Tom,\nthe key is here.';
const left = (sources: KeptSource[], more: Partial<Page> = {}): Overview => ({
  ...settled,
  page: { ...blankPage, id: 3, text: words, drafted: [{ from: 10, to: 27 }], sources, ...more },
});
const titles = (): (string | undefined)[] => screen.queryAllByTestId('source').map((card) => card.querySelector('h3')?.textContent);
const cards = (...of: string[]): Promise<void> => waitFor(() => expect(titles()).toEqual(of));
const saved = async (): Promise<KeptSource[] | undefined> => {
  await fireEvent.input(id('field-title'), { target: { value: 'Keys' } });
  await vi.advanceTimersByTimeAsync(1100);
  return backend.saved.at(-1)?.sources;
};
const newPage = async (): Promise<void> => {
  await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
  await waitFor(() => expect(text()).toBe(s.write.placeholder));
};

describe('a page keeps', () => {
  it('which passages its draft was made from, and none of their words', async () => {
    await open(settled);
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [source] });
    expect(await saved()).toEqual([]);
    backend.draft({ event: 'text', seq: 0, delta: 'The key.' });
    await ended('finished', 'The key.');
    expect(backend.saved.at(-1)?.sources).toEqual([{ id: source.id, slot: source.slot, why: source.why }]);
  });

  it('those of the words that stand there: of a draft that is left halfway, but not of one without a word', async () => {
    await open(left(kept(2)));
    await cards('Keys');
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [source] });
    await ended('cancelled', '');
    expect(await saved()).toEqual(kept(2));
    await cards('Keys');
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [source] });
    backend.draft({ event: 'text', seq: 0, delta: '\nask' });
    await newPage();
    expect(backend.saved.at(-1)).toMatchObject({ id: 3, sources: [{ id: source.id }] });
  });

  it('none where the text is empty, and them again once it is not', async () => {
    await open(left(kept(2)));
    const view = EditorView.findFromDOM(id('editor'));
    view?.dispatch({ changes: { from: 0, to: words.length } });
    expect(await saved()).toEqual([]);
    view?.dispatch({ changes: { from: 0, insert: words } });
    await vi.advanceTimersByTimeAsync(1100);
    expect(backend.saved.at(-1)?.sources).toEqual(kept(2));
  });

  it('them as long as they are not made anew, be they there or not', async () => {
    await open(left(kept(2, 9)));
    await cards('Keys');
    expect(await saved()).toEqual(kept(2, 9));
  });
});

describe('a page that is opened again', () => {
  it('shows them as on a fresh draft, without those that are gone or turned out to be another’s', async () => {
    await open(left(kept(2, 9, 3, 1)));
    await cards('Keys', 'Room');
    expect(screen.queryByTestId('error')).toBeNull();
  });

  it('lets them be pinned, dropped and opened', async () => {
    await open(left(kept(2, 1)));
    await cards('Keys', 'Room');
    const press = (at: number, action: string): Promise<boolean> => {
      const card = screen.getAllByTestId('source')[at] as HTMLElement;
      return fireEvent.click(within(card).getByRole('button', { name: new RegExp(`^${action}`) }));
    };
    expect(screen.getAllByTestId('source')[0]?.textContent).toContain('about the same thing');
    await press(0, s.reasons.pin);
    await press(1, s.reasons.drop);
    expect([titles(), id('dropped').textContent]).toEqual([['Keys'], expect.stringContaining('Room')]);
    await press(0, s.reasons.open);
    await waitFor(() => expect(screen.getByRole('dialog').textContent).toContain(key));
    await fireEvent.click(id('from-here'));
    expect(asked('start_draft').at(-1)?.[1]).toMatchObject({ pinned: [2], dropped: [1] });
  });

  it('says nothing of what was said before, which nobody kept', async () => {
    await open(left(kept(2)));
    await cards('Keys');
    expect(id('summary').textContent).toContain(s.reasons.summaryEmpty);
  });

  it('says that they come with the next draft where none is left', async () => {
    await open(left(kept(9)));
    await vi.advanceTimersByTimeAsync(50);
    expect(titles()).toEqual([]);
    expect(id('sources').textContent).toContain(s.reasons.sourcesGone);
  });

  it('shows which of them a sentence leans on, by the beginning of their texts', async () => {
    const said = 'Ask for the harbour key beside the kettle.';
    await open(left(kept(1, 2), { text: said, drafted: [{ from: 0, to: said.length }] }));
    await cards('Room', 'Keys');
    const view = EditorView.findFromDOM(id('editor'));
    view?.dispatch({ selection: { anchor: 5 } });
    await waitFor(() => expect(screen.getAllByTestId('source')[1]?.textContent).toContain(s.reasons.leansOn(['harbour', 'key', 'beside', 'kettle'])));
  });

  it('has no more of a long text, and no half of a sign', async () => {
    const long = `${'a'.repeat(LONGEST_PASSAGE - 1)}🔑 and so on`;
    vi.spyOn(FakeBackend.prototype, 'openDocument').mockResolvedValue({ ...opened, mine: true, text: long });
    await open(left(kept(1)));
    await cards(opened.title);
    expect(id('source').querySelector('.text')?.textContent).toBe('a'.repeat(LONGEST_PASSAGE - 1));
  });
});

describe('what is looked up late', () => {
  let answer: () => void;
  beforeEach(() => {
    looked = new Promise<void>((done) => (answer = done));
  });

  it('does not come to another page', async () => {
    await open(left(kept(2)));
    await newPage();
    answer();
    await vi.advanceTimersByTimeAsync(50);
    expect(titles()).toEqual([]);
    expect(await saved()).toEqual([]);
  });

  it('does not take the place of what a draft tells, and comes back where that one has no words', async () => {
    await open(left(kept(2)));
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [source] });
    answer();
    await vi.advanceTimersByTimeAsync(50);
    expect(titles()).toEqual([source.title]);
    await ended('cancelled', '');
    expect(titles()).toEqual(['Keys']);
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [source] });
    backend.draft({ event: 'text', seq: 0, delta: '\nask Ada.' });
    await ended('finished', 'Hello Tom,\nask Ada.');
    expect(titles()).toEqual([source.title]);
  });

  it('is not what a draft goes back to that came before the answer', async () => {
    await open(left(kept(2)));
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [source] });
    backend.draft({ event: 'text', seq: 0, delta: '\nask Ada.' });
    await ended('finished', 'Hello Tom,\nask Ada.');
    answer();
    await vi.advanceTimersByTimeAsync(50);
    await fireEvent.click(id('draft'));
    await ended('cancelled', '');
    expect(titles()).toEqual([source.title]);
  });
});
