// My voice: what it shows, what can be changed, and how well it knows its owner.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { s } from '../src/lib/strings';
import type { Corrections, Overview, ReplaySummary } from '../src/lib/wire.gen';
import { overview } from './fake-backend';
import { replayed, voice } from './voice-sample';
import { asked, backend, id, open, settled } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

const some: Overview = { ...settled, by_kind: { email: 13, review: 4 } };
const summary: ReplaySummary = {
  documents: 5,
  with_history: 33.6,
  without: 27.2,
  told: 5,
  like_you: 4,
  like_you_without: 1,
};

async function look(now = some): Promise<void> {
  await open(now);
  await fireEvent.keyDown(window, { key: '4', code: 'Digit4', altKey: true });
  await waitFor(() => id('voice'));
}

const corrected = (): Corrections => asked('correct').at(-1)?.[2] as Corrections;
const spoken = (): string => screen.getAllByRole('status')[0]?.textContent ?? '';

describe('what was learned', () => {
  it('shows the kind with most texts first, with counts', async () => {
    await look();
    await waitFor(() => id('greeting'));
    expect(asked('voice')).toEqual([['email', '']]);
    expect(id('greeting').textContent).toMatch(/Hullo NAME,.*8 of 13.*Dear Mr SURNAME,.*3 of 13/s);
    expect(id('sign-off').textContent).toContain('Yours in haste, / Ottilie');
    expect(id('length').textContent).toContain('Half of your texts have 44 to 66 words');
    expect(within(id('marks')).getByRole('img', { name: /^commas: usually 4 to 7 in 100 words, in 13 of 13 texts$/ })).toBeTruthy();
    within(id('liked')).getByRole('button', { name: /^rather: in 9 texts, 4 times as often/ });
    within(id('liked')).getByRole('button', { name: /^vestry: .*far more often than others/ });
  });

  it('is of another kind, or of one person, when asked', async () => {
    await look();
    await waitFor(() => id('voice-to'));
    await fireEvent.change(id('voice-to'), { target: { value: 'tom@x.example' } });
    await waitFor(() => expect(asked('voice').at(-1)).toEqual(['email', 'tom@x.example']));
    await waitFor(() => expect(id('voice').textContent).toContain(s.voice.holdsFor('Tom Averill')));
    backend.voices = (_, to) => ({ ...voice, kind: 'review', to });
    await fireEvent.click(within(id('voice-kind-review')).getByRole('radio'));
    await waitFor(() => expect(asked('voice').at(-1)).toEqual(['review', '']));
    await waitFor(() => expect(screen.queryByTestId('greeting')).toBeNull());
  });

  it('says what to do where nothing of the user’s was read', async () => {
    await look({ ...overview, sources: settled.sources });
    expect(id('voice-empty').textContent).toContain(s.voice.nothing);
    await fireEvent.click(screen.getByRole('button', { name: s.voice.toLibrary }));
    expect(screen.queryByTestId('voice')).toBeNull();
  });

  it('says so where nobody is the user yet', async () => {
    await look({ ...overview, sources: settled.sources, context: 12 });
    expect(id('voice-empty').textContent).toContain(s.voice.nobody);
    expect(asked('voice')).toEqual([]);
  });
});

describe('what the user wants otherwise', () => {
  it('is a line that was counted, none, words of their own, and can be taken back', async () => {
    await look();
    await waitFor(() => id('greeting'));
    await fireEvent.click(within(id('greeting')).getByRole('radio', { name: /Dear Mr SURNAME/ }));
    expect(corrected().greeting).toBe('Dear Mr SURNAME,');
    await fireEvent.click(id('greeting-none'));
    expect(corrected().greeting).toBe('');
    await fireEvent.input(id('sign-off-own'), { target: { value: 'Warmly,\nO.' } });
    await vi.advanceTimersByTimeAsync(500);
    expect(corrected()).toMatchObject({ greeting: '', sign_off: 'Warmly,\nO.' });
    await fireEvent.click(id('sign-off-usual'));
    expect(corrected().sign_off).toBeNull();
    expect(asked('correct').every(([kind, to]) => kind === 'email' && to === '')).toBe(true);
  });

  it('is as usual again where the words of their own are emptied', async () => {
    await look();
    await waitFor(() => id('sign-off-own'));
    await fireEvent.input(id('sign-off-own'), { target: { value: 'Warmly,' } });
    await vi.advanceTimersByTimeAsync(500);
    await fireEvent.input(id('sign-off-own'), { target: { value: ' ' } });
    await fireEvent.blur(id('sign-off-own'));
    await waitFor(() => expect(corrected().sign_off).toBeNull());
    expect((id('sign-off-usual') as HTMLInputElement).checked).toBe(true);
  });

  it('is kept in its order, and as it was kept last where the newest cannot be', async () => {
    await look();
    await waitFor(() => id('greeting'));
    const answers: ((how: () => void) => void)[] = [];
    const correct = vi.spyOn(backend, 'correct').mockImplementation(async () => {
      const how = await new Promise<() => void>((resolve) => answers.push(resolve));
      how();
    });
    const refuse = (): void => {
      throw new Error('the disk is full');
    };
    await fireEvent.click(id('greeting-none'));
    await fireEvent.change(id('most-words'), { target: { value: '40' } });
    expect(correct).toHaveBeenCalledTimes(1);
    answers[0]?.(refuse);
    await waitFor(() => expect(correct).toHaveBeenCalledTimes(2));
    // The newer one holds what the older one said.
    expect((id('greeting-none') as HTMLInputElement).checked).toBe(true);
    answers[1]?.(refuse);
    await waitFor(() => expect((id('greeting-usual') as HTMLInputElement).checked).toBe(true));
    id('error');
  });

  it('stands there when one comes back', async () => {
    backend.voices = () => null;
    await open(some);
    backend.voices = () => ({ ...voice, corrections: { ...voice.corrections, sign_off: 'Warmly,', most_words: 40 } });
    await fireEvent.click(id('nav-voice'));
    await waitFor(() => id('sign-off-own'));
    expect((id('sign-off-own') as HTMLTextAreaElement).value).toBe('Warmly,');
    expect(within(id('sign-off')).getByRole<HTMLInputElement>('radio', { name: s.voice.own }).checked).toBe(true);
    expect((id('most-words') as HTMLInputElement).value).toBe('40');
    await fireEvent.click(within(id('length')).getByRole('button', { name: s.voice.mostUsual }));
    // The button is gone, and what it was about has the focus.
    expect(document.activeElement).toBe(id('most-words'));
    expect(corrected().most_words).toBeNull();
  });

  it('is a length, a word, a mark', async () => {
    await look();
    await waitFor(() => id('most-words'));
    await fireEvent.change(id('most-words'), { target: { value: '40' } });
    expect(corrected().most_words).toBe(40);
    const word = within(id('liked')).getByRole('button', { name: /^rather/ });
    expect(word.getAttribute('aria-pressed')).toBe('true');
    await fireEvent.click(word);
    expect(corrected().words_out).toEqual(['rather']);
    await waitFor(() => expect(word.getAttribute('aria-pressed')).toBe('false'));
    await fireEvent.click(id('mark-exclamation_marks'));
    expect(corrected().without).toEqual(['exclamation_marks']);
    await fireEvent.click(id('mark-exclamation_marks'));
    expect(corrected().without).toEqual([]);
    // What cannot be obeyed is not offered.
    expect(within(id('marks')).getAllByRole('checkbox')).toHaveLength(1);
  });

  it('of one person goes before what holds for all', async () => {
    await look();
    await waitFor(() => id('voice-to'));
    const usual = { ...voice.usual, without: ['exclamation_marks' as const], sign_off: 'Warmly,' };
    backend.voices = (_, to) => ({ ...voice, to, usual });
    await fireEvent.change(id('voice-to'), { target: { value: 'tom@x.example' } });
    await waitFor(() => expect(id('sign-off').textContent).toContain(s.voice.asUsualHere));
    expect((id('mark-exclamation_marks') as HTMLInputElement).checked).toBe(false);
    await fireEvent.click(id('mark-exclamation_marks'));
    expect(asked('correct').at(-1)).toMatchObject(['email', 'tom@x.example', { without: [], sign_off: null }]);
  });

  it('said for everybody is not said for the person who is looked up next', async () => {
    await open(some);
    backend.voices = (_, to) => ({ ...voice, to, corrections: { ...voice.corrections, greeting: 'Ahoy NAME,' } });
    await fireEvent.click(id('nav-voice'));
    await waitFor(() => id('voice-to'));
    const own = (): HTMLTextAreaElement => id('greeting-own') as HTMLTextAreaElement;
    expect(own().value).toBe('Ahoy NAME,');
    let answer = (): void => undefined;
    const late = new Promise<void>((resolve) => (answer = resolve));
    backend.voices = (_, to) => late.then(() => ({ ...voice, to }));
    await fireEvent.change(id('voice-to'), { target: { value: 'tom@x.example' } });
    expect(id('voice').textContent).toContain(s.voice.holds);
    answer();
    await waitFor(() => expect(id('voice').textContent).toContain(s.voice.holdsFor('Tom Averill')));
    expect(own().value).toBe('');
    await fireEvent.blur(own());
    expect(asked('correct')).toEqual([]);
  });

  it('is not taken back by a look that was on its way', async () => {
    await look();
    await waitFor(() => id('greeting'));
    let answer = (): void => undefined;
    const late = new Promise<void>((resolve) => (answer = resolve));
    backend.voices = () => late.then(() => voice);
    await fireEvent.click(id('nav-library'));
    await fireEvent.click(id('nav-voice'));
    await fireEvent.click(id('greeting-none'));
    answer();
    await vi.advanceTimersByTimeAsync(10);
    await fireEvent.change(id('most-words'), { target: { value: '40' } });
    expect(corrected()).toMatchObject({ greeting: '', most_words: 40 });
  });

  it('is of the kind that is shown, also while another one is being looked up', async () => {
    await look();
    await waitFor(() => id('greeting'));
    let answer = (): void => undefined;
    const late = new Promise<void>((resolve) => (answer = resolve));
    backend.voices = (kind) => late.then(() => ({ ...voice, kind }));
    await fireEvent.click(within(id('voice-kind-review')).getByRole('radio'));
    await fireEvent.click(id('mark-exclamation_marks'));
    expect(asked('correct').at(-1)).toMatchObject(['email', '', { without: ['exclamation_marks'] }]);
    answer();
    await waitFor(() => expect(screen.queryByTestId('greeting')).toBeNull());
    expect((id('mark-exclamation_marks') as HTMLInputElement).checked).toBe(true);
  });

  it('stays as it was where it could not be kept, with the reason', async () => {
    await look();
    await waitFor(() => id('greeting'));
    backend.refuse = { code: 'io', what: 'the disk is full', path: null, remedy: null };
    await fireEvent.click(id('greeting-none'));
    await waitFor(() => id('error'));
    expect(id('error').textContent).toContain('The disk is full');
    expect((id('greeting-usual') as HTMLInputElement).checked).toBe(true);
  });
});

describe('how well it knows me', () => {
  it('is tried with progress, and said in plain words', async () => {
    await look();
    await waitFor(() => id('replay-start'));
    await fireEvent.click(id('replay-start'));
    expect(asked('start_replay')).toEqual([['email', 5]]);
    backend.replay({ event: 'progress', done: 2, total: 10, seconds_left: 80 });
    await tick();
    expect(id('replay-progress').textContent).toContain('Text 2 of 5, about 1 min left');
    expect(within(id('replay')).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0.2');
    backend.replay({ event: 'result', ...replayed });
    await tick();
    expect(id('replay').textContent).toContain('The keys: 34 of 100 with your texts, 21 without');
    backend.replay({ event: 'ended', summary, stopped: false, error: null });
    await tick();
    expect(id('replay-answer').textContent).toContain('34 of 100 words came out as you had written them.');
    expect(id('replay-answer').textContent).toContain('It sounded like you in 4 of 5.');
    expect(spoken()).toContain('34 of 100 words');
    expect(screen.queryByTestId('replay-progress')).toBeNull();
  });

  it('is stopped by the button and by Esc, and says what is known by then', async () => {
    await look();
    await waitFor(() => id('replay-start'));
    await fireEvent.click(id('replay-start'));
    await fireEvent.click(id('replay-stop'));
    await fireEvent.keyDown(window, { key: 'Escape' });
    expect(asked('stop_replay')).toHaveLength(1);
    backend.replay({ event: 'ended', summary: null, stopped: true, error: null });
    await tick();
    expect(id('replay').textContent).toContain(s.voice.stoppedEarly);
    await fireEvent.click(id('replay-start'));
    await fireEvent.keyDown(window, { key: 'Escape' });
    expect(asked('stop_replay')).toHaveLength(2);
    backend.replay({ event: 'ended', summary: { ...summary, documents: 2 }, stopped: true, error: null });
    await tick();
    expect(id('replay-answer').textContent).toContain('Stopped; so far: 34 of 100');
  });

  it('says why it cannot be tried', async () => {
    await look();
    await waitFor(() => id('replay-start'));
    backend.refuse = { code: 'bad_input', what: 'there is too little of yours yet', path: null, remedy: 'add more' };
    await fireEvent.click(id('replay-start'));
    await waitFor(() => id('error'));
    expect(id('error').textContent).toContain('There is too little of yours yet');
    id('replay-start');
  });

  it('holds up no draft in silence', async () => {
    await look();
    await waitFor(() => id('replay-start'));
    await fireEvent.click(id('replay-start'));
    await fireEvent.click(id('nav-write'));
    backend.refuse = { code: 'busy', what: 'your last texts are being drafted again', path: null, remedy: null };
    await fireEvent.click(id('draft'));
    await waitFor(() => id('notice'));
    expect(id('notice').textContent).toContain(s.write.busyTrying);
  });
});
