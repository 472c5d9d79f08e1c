// The reasons belong to the draft that stands in the text, and what the user changed in them by hand stays.
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { EditorView } from '@codemirror/view';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { s } from '../src/lib/strings';
import { WishController } from '../src/lib/wish.svelte';
import { idle } from '../src/lib/draft-state';
import { FakeBackend, source } from './fake-backend';
import { nameBesideDate } from '../src/lib/when';
import { asked, backend, ended, id, open, settled, shell, text } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

const other = { ...source, id: 2, title: 'Something else' };

async function drafted(): Promise<void> {
  await open(settled);
  await fireEvent.click(id('draft'));
  backend.draft({ event: 'sources', sources: [source] });
  backend.draft({ event: 'words', words: ['slot'], shell });
  backend.draft({ event: 'text', seq: 0, delta: 'It is fine.' });
  await ended('finished', 'It is fine.', null, 0.91);
  mine();
}

it('each runs as its own words run', async () => {
  await drafted();
  for (const part of ['words', 'shell']) expect(id(part).querySelector('li')?.getAttribute('dir')).toBe('auto');
  // What is only heard does not count.
  expect(id('shell').querySelector('.visually-hidden[dir=auto]')?.textContent).toMatch(s.reasons.greetingLabel);
  await fireEvent.click(id('words').querySelector('[data-testid=edit]') as HTMLElement);
  expect(id('words').querySelector('li span')?.getAttribute('dir')).toBe('auto');
});

async function rewriting(): Promise<void> {
  const view = EditorView.findFromDOM(id('editor'));
  view?.dispatch({ selection: { anchor: 6, head: 11 } });
  await tick();
  await fireEvent.click(id('rewrite'));
  backend.draft({ event: 'sources', sources: [other] });
  await tick();
  expect(id('source').textContent).toContain(other.title);
  expect(screen.queryByTestId('match')).toBeNull();
}

async function rewritten(): Promise<void> {
  await rewriting();
  backend.draft({ event: 'text', seq: 0, delta: 'well.' });
  await ended('finished', 'It is well.', null, 0.4);
}

function mine(): void {
  expect(id('source').textContent).toContain(source.title);
  expect(id('match').textContent).toContain('91 of 100');
}

describe('the reasons come back to the draft that stands', () => {
  it('when a rewrite is taken', async () => {
    await drafted();
    await rewritten();
    await fireEvent.click(id('take'));
    expect(text()).toBe('It is well.');
    expect(id('source').textContent).toContain(source.title);
    // How much it sounds like the user was told of the draft as it came.
    expect(screen.queryByTestId('match')).toBeNull();
  });

  it('when one is left, ready or not', async () => {
    await drafted();
    await rewritten();
    await fireEvent.click(id('leave'));
    mine();
    await rewriting();
    await fireEvent.keyDown(window, { key: 'Escape' });
    expect(asked('stop_draft')).toHaveLength(1);
    await ended('cancelled', '');
    mine();
  });

  it('when a draft is refused as another one is under way', async () => {
    await drafted();
    backend.refuse = { code: 'busy', what: 'a draft is being written', path: null, remedy: null };
    await fireEvent.click(id('draft'));
    await vi.advanceTimersByTimeAsync(250);
    expect(id('notice').textContent).toContain(s.write.busy);
    mine();
  });

  it('when one ends without a word, and what went wrong stays said', async () => {
    await drafted();
    for (const [outcome, error] of [['cancelled', null], ['failed', { code: 'worker_died', what: 'it broke', path: null, remedy: null }]] as const) {
      await fireEvent.click(id('draft'));
      backend.draft({ event: 'sources', sources: [other] });
      await ended(outcome, '', error);
      mine();
      expect(text()).toBe('It is fine.');
    }
    expect(id('error').textContent).toContain('It broke');
  });

  it('but those of a draft that was stopped at once stay where no other stands', async () => {
    await open(settled);
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [other] });
    await ended('cancelled', '');
    expect(id('source').textContent).toContain(other.title);
  });
});

describe('what was said by hand', () => {
  it('stays when a passage is pinned or dropped, but for what comes from a passage that was dropped', () => {
    const wishes = new WishController(new FakeBackend());
    const said = [
      { id: 1, text: 'mine', part: '' },
      { id: 2, text: 'of another', part: '' },
    ];
    wishes.use(['slot']);
    wishes.say(said);
    wishes.pin(source);
    expect(wishes.wish).toMatchObject({ pinned: [1], summary: said, words: ['slot'] });
    wishes.drop(other);
    expect(wishes.wish).toMatchObject({ summary: [said[0]], words: ['slot'] });
    expect(wishes.shown(idle).snippets).toEqual([said[0]]);
    wishes.drop(other);
    expect(wishes.wish.summary).toEqual(said);
  });

  it('is seen and asked for after that', async () => {
    await drafted();
    await fireEvent.click(id('words').querySelector('[data-testid=edit]') as HTMLElement);
    await fireEvent.input(id('add-word'), { target: { value: 'kettle' } });
    await fireEvent.submit(id('add-word'));
    await fireEvent.click(screen.getByRole('button', { name: s.reasons.of(s.reasons.pin, source.title) }));
    expect(id('words').textContent).toContain('kettle');
    await fireEvent.click(id('from-here'));
    await waitFor(() => expect(asked('start_draft').at(-1)?.[1]).toMatchObject({ pinned: [1], words: ['slot', 'kettle'] }));
  });
});

describe('the focus stays beside what was taken away', () => {
  const press = async (button: HTMLElement): Promise<void> => {
    button.focus();
    await fireEvent.click(button);
  };
  const named = (name: string): HTMLElement => screen.getByRole('button', { name });

  it('when passages are dropped and brought back', async () => {
    await open(settled);
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [source, other] });
    await tick();
    await press(named(s.reasons.of(s.reasons.drop, source.title)));
    await waitFor(() => expect(document.activeElement).toBe(named(s.reasons.of(s.reasons.pin, other.title))));
    await press(named(s.reasons.of(s.reasons.drop, other.title)));
    const back = (title: string): HTMLElement => named(s.reasons.of(s.reasons.bringBack, title));
    await waitFor(() => expect(document.activeElement).toBe(back(source.title)));
    await press(back(source.title));
    await waitFor(() => expect(document.activeElement).toBe(back(other.title)));
    await press(back(other.title));
    await waitFor(() => expect(document.activeElement?.textContent).toBe(s.reasons.sources));
  });

  it('when a word or a sentence is taken out', async () => {
    await open(settled);
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'summary', snippets: [{ id: 1, text: 'The key is here.', part: '' }] });
    backend.draft({ event: 'words', words: ['slot', 'kettle'], shell });
    await ended('finished', '');
    for (const part of ['words', 'summary']) await fireEvent.click(id(part).querySelector('[data-testid=edit]') as HTMLElement);
    await press(named(s.reasons.takeOut('slot')));
    await waitFor(() => expect(document.activeElement).toBe(named(s.reasons.takeOut('kettle'))));
    await press(named(s.reasons.takeOut('kettle')));
    await waitFor(() => expect(document.activeElement?.textContent).toBe(s.reasons.words));
    await press(named(s.reasons.takeOut('The key is here.')));
    await waitFor(() => expect(document.activeElement?.textContent).toBe(s.reasons.summary));
  });
});

it('over how many texts habits were counted is said, and not only to a pointer', async () => {
  await drafted();
  expect(id('shell').textContent).toContain(s.reasons.over(shell.pieces));
});

it('a day at the beginning of a file’s name is not said twice', () => {
  const day = '2026-09-01T10:00:00Z';
  expect(nameBesideDate('/mail/2026-09-01-merrow-shed.txt', day)).toBe('merrow-shed.txt');
  expect(nameBesideDate('/mail/20260901 merrow.txt', day)).toBe('merrow.txt');
  for (const name of ['2026-08-01-merrow.txt', '2026-09-01.txt', 'merrow.txt']) expect(nameBesideDate(name, day)).toBe(name);
  expect(nameBesideDate('2026-09-01-merrow.txt', null)).toBe('2026-09-01-merrow.txt');
});
