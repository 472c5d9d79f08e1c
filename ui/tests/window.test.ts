// The whole window: start and end, writing, drafting.
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../src/App.svelte';
import { emptyBrief } from '../src/lib/page.svelte';
import { MOST_LETTERS, MOST_LINES } from '../src/lib/points';
import { s } from '../src/lib/strings';
import type { Brief } from '../src/lib/wire.gen';
import { FakeBackend, blankPage, source } from './fake-backend';
import { asked, backend, draftBrief, ended, id, open, page, settled, shell, text } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the start', () => {
  it('asks once, and waits for nothing else before one can write', async () => {
    await open(page('Mine'));
    expect(backend.asked.filter(([name]) => name !== 'prepare')).toEqual([['follow']]);
    expect(text()).toBe('Mine');
    await waitFor(() => expect(asked('drawn')).toEqual([[]]));
    expect(asked('overview')).toEqual([]);
  });

  it('shows what went wrong, and nothing of it once it works', async () => {
    const broken = new FakeBackend(page('Mine'));
    broken.refuse = { code: 'io', what: 'the record cannot be opened', path: null, remedy: null };
    render(App, { backend: broken });
    await waitFor(() => screen.getByText(/the record cannot be opened/iu));
    expect(screen.queryByTestId('editor')).toBeNull();
    await vi.advanceTimersByTimeAsync(1000);
    expect(broken.asked).toEqual([['follow']]);
    broken.refuse = null;
    await fireEvent.click(screen.getByRole('button', { name: s.again }));
    await waitFor(() => id('editor'));
    expect(screen.queryByText(/the record cannot be opened/iu)).toBeNull();
  });
});

describe('the end', () => {
  async function closed(): Promise<unknown[][]> {
    await fireEvent.input(id('field-title'), { target: { value: 'Keys' } });
    backend.close(null);
    await waitFor(() => expect(asked('may_close')).toHaveLength(1));
    return asked('may_close');
  }

  it('comes when what was typed last is saved', async () => {
    await open(page('Mine'));
    expect(await closed()).toEqual([[true]]);
    expect(backend.saved.map(({ brief }) => brief.title)).toEqual(['Keys']);
  });

  it('does not come while that cannot be saved, and comes once it can', async () => {
    await open(page('Mine'));
    backend.refuseSave = { code: 'io', what: 'the disk is full', path: null, remedy: null };
    expect(await closed()).toEqual([[false]]);
    await waitFor(() => screen.getByText(/the disk is full/iu));
    backend.refuseSave = null;
    backend.close(null);
    await waitFor(() => expect(asked('may_close')).toEqual([[false], [true]]));
    expect(backend.saved).toHaveLength(2);
  });

  it('says why it does not come, wherever one is and whatever else is said', async () => {
    await open(page('Mine'));
    backend.refuse = { code: 'no_model', what: 'no model file was found', path: null, remedy: null };
    await fireEvent.click(id('draft'));
    await fireEvent.click(id('nav-settings'));
    await fireEvent.keyDown(window, { key: 'F1', code: 'F1' });
    backend.refuseSave = { code: 'io', what: 'the disk is full', path: null, remedy: null };
    expect(await closed()).toEqual([[false]]);
    await waitFor(() => expect(screen.getByRole('main').contains(id('editor'))).toBe(true));
    expect(screen.queryByTestId('keys')).toBeNull();
    screen.getByText(/the disk is full/iu);
    screen.getByText(/no model file was found/iu);
  });
});

describe('a draft', () => {
  it('shows whose words it leans on before its own first word', async () => {
    await open(page('Hello all,'));
    await fireEvent.click(id('draft'));
    expect(draftBrief().start).toBe('Hello all,');
    id('stop');
    backend.draft({ event: 'stage', stage: 'retrieve', ms: 1 });
    backend.draft({ event: 'sources', sources: [source] });
    await tick();
    // The date goes before the name, which may be cut.
    expect(id('source').textContent).toMatch(/room for the 14th.*14 March 2025.*room\.eml/s);
    expect(id('status').textContent).toContain(s.status.after.retrieve);
    backend.draft({ event: 'summary', snippets: [{ id: 1, text: 'Two small things.', part: 'minutes' }] });
    backend.draft({ event: 'words', words: ['slot'], shell });
    backend.draft({ event: 'text', seq: 0, delta: ' fine.' });
    await vi.advanceTimersByTimeAsync(250);
    expect(text()).toBe('Hello all, fine.');
    expect(id('status').textContent).toMatch(/Writing….*3 words · usually 80–120/s);
    expect(id('summary').textContent).toContain('Two small things.');
    expect(id('words').textContent).toContain('slot');
    expect(id('shell').textContent).toContain('“Hello all,”');
    await ended('finished', 'Hello all, fine.');
    id('draft');
    expect(screen.getAllByRole('status')[0]?.textContent).toContain('The draft is finished, 3 words.');
    expect(backend.saved.at(-1)).toMatchObject({ text: 'Hello all, fine.', interrupted: false });
  });

  it('says a stage once, and not with every word', async () => {
    const spoken = (): string => screen.getAllByRole('status')[0]?.textContent ?? '';
    await open(page('x'));
    await fireEvent.click(id('draft'));
    for (const seq of [0, 1, 2]) {
      backend.draft({ event: 'text', seq, delta: ' word' });
      await tick();
      expect(spoken()).toBe(s.status.writing);
    }
  });

  it('says when nothing of the user’s is on this', async () => {
    await open(page('x'));
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [] });
    await tick();
    expect(id('sources').textContent).toContain(s.reasons.sourcesNone);
  });

  it('is saved as interrupted while it runs', async () => {
    await open(page('Hello'));
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'text', seq: 0, delta: ' all' });
    await vi.advanceTimersByTimeAsync(1200);
    expect(backend.saved.at(-1)).toMatchObject({ text: 'Hello all', interrupted: true });
  });

  it('starts on Ctrl+Enter and stops on Esc, even before it has a number', async () => {
    await open(page('Hello'));
    let started: () => void = () => undefined;
    backend.started = new Promise<void>((resolve) => (started = resolve));
    await fireEvent.keyDown(window, { key: 'Enter', ctrlKey: true });
    expect(asked('start_draft')).toHaveLength(1);
    await fireEvent.keyDown(window, { key: 'Escape' });
    expect(asked('stop_draft')).toEqual([]);
    started();
    await waitFor(() => expect(asked('stop_draft')).toEqual([[7]]));
    await ended('cancelled', 'Hello');
    expect(text()).toBe('Hello');
    id('draft');
  });

  it('says what went wrong and tries again', async () => {
    await open(page('Hello'));
    backend.refuse = { code: 'no_model', what: 'no model file was found', path: '/models', remedy: 'Put one there' };
    await fireEvent.click(id('draft'));
    await waitFor(() => id('error'));
    expect(id('error').textContent).toMatch(/No model file was found\..*\/models/s);
    // What there is to do, in the window and not on the command line.
    expect(id('error').textContent).toContain(s.models.remedy);
    expect(id('error').textContent).not.toContain('Put one there');
    expect(text()).toBe('Hello');
    backend.refuse = null;
    await fireEvent.click(within(id('error')).getByRole('button', { name: s.again }));
    expect(asked('start_draft')).toHaveLength(2);
    expect(screen.queryByTestId('error')).toBeNull();
  });

  it('that is under way already is a note and no error', async () => {
    await open(page('Hello'));
    backend.refuse = { code: 'busy', what: 'a draft is being written', path: null, remedy: null };
    await fireEvent.click(id('draft'));
    await waitFor(() => expect(id('notice').textContent).toContain(s.write.busy));
    expect(screen.queryByTestId('error')).toBeNull();
  });
});

describe('the brief', () => {
  it('has the fields of its kind and is saved as it is typed', async () => {
    await open(settled);
    id('field-to');
    await fireEvent.click(within(id('kind-review')).getByRole('radio'));
    expect(screen.queryByTestId('field-to')).toBeNull();
    await fireEvent.input(id('field-rating'), { target: { value: '4/5' } });
    await vi.advanceTimersByTimeAsync(350);
    expect(backend.saved.at(-1)?.brief).toMatchObject({ kind: 'review', rating: '4/5' });
  });

  it('sends no field that its kind does not show, and has it again once it does', async () => {
    const brief: Brief = { ...emptyBrief, to: 'Jonas', title: 'Room', reply_to: 'Who has the key?', about: 'A book', rating: '4' };
    await open({ ...settled, page: { ...blankPage, brief } });
    const sent = async (kind: string): Promise<string[]> => {
      await fireEvent.click(within(id(`kind-${kind}`)).getByRole('radio'));
      await fireEvent.click(id('draft'));
      const { to, title, reply_to, about, rating } = draftBrief();
      await ended('finished', '');
      return [to, title, reply_to, about, rating].filter((field) => field !== '');
    };
    expect(await sent('review')).toEqual(['Room', 'A book', '4']);
    expect(await sent('note')).toEqual(['Room']);
    expect(await sent('post')).toEqual(['Room']);
    expect(await sent('email')).toEqual(['Jonas', 'Room', 'Who has the key?']);
    await vi.advanceTimersByTimeAsync(350);
    expect(backend.saved.at(-1)?.brief).toMatchObject(brief);
  });

  it('lets every text run as its own words run', async () => {
    await open(settled);
    for (const field of ['to', 'title', 'reply', 'point']) expect(id(`field-${field}`).getAttribute('dir')).toBe('auto');
  });

  it('takes points line by line', async () => {
    await open(settled);
    const points = (): HTMLTextAreaElement[] => screen.getAllByTestId('field-point') as HTMLTextAreaElement[];
    const point = (at: number): HTMLTextAreaElement => points()[at] as HTMLTextAreaElement;
    await fireEvent.input(point(0), { target: { value: 'the key' } });
    point(0).setSelectionRange(7, 7);
    await fireEvent.keyDown(point(0), { key: 'Enter' });
    await waitFor(() => expect(document.activeElement).toBe(point(1)));
    await fireEvent.input(point(1), { target: { value: 'the room' } });
    await fireEvent.click(id('draft'));
    expect(draftBrief().points).toEqual(['the key', 'the room']);
    await fireEvent.input(point(1), { target: { value: '' } });
    await fireEvent.keyDown(point(1), { key: 'Backspace' });
    await waitFor(() => expect(points().map(({ value }) => value)).toEqual(['the key']));
    expect(document.activeElement).toBe(point(0));
  });

  it('takes so many points of what is pasted, and says so until the next key', async () => {
    await open(settled);
    const clipboardData = { getData: () => 'one more\n'.repeat(MOST_LINES + 5) };
    await fireEvent.paste(id('field-point'), { clipboardData });
    expect(screen.getAllByTestId('field-point')).toHaveLength(MOST_LINES);
    const note = s.write.pointsCut(MOST_LINES, MOST_LETTERS);
    screen.getByText(note);
    await fireEvent.input(screen.getAllByTestId('field-point')[0] as HTMLElement, { target: { value: 'the key' } });
    expect(screen.queryByText(note)).toBeNull();
  });

  it('comes back as it was left, with a note if the draft was cut off', async () => {
    const brief: Brief = { ...emptyBrief, to: 'Jonas', points: ['one', 'two'] };
    await open({ ...settled, page: { ...blankPage, brief, text: 'Hello\nhalf', interrupted: true } });
    expect((id('field-to') as HTMLInputElement).value).toBe('Jonas');
    expect(screen.getAllByTestId('field-point')).toHaveLength(2);
    expect(text()).toBe('Hello\nhalf');
    expect(id('notice').textContent).toContain(s.write.interrupted);
  });
});
