// The library in the window: what is read, what was found, who the user is.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SEARCH_MS } from '../src/lib/newest';
import { s } from '../src/lib/strings';
import { folder, opened, progress, source } from './fake-backend';
import { asked, backend, id, open, sender, settled } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the library', () => {
  it('is reached by key and finds as one types', async () => {
    await open(settled);
    await fireEvent.keyDown(window, { key: '3', code: 'Digit3', altKey: true });
    backend.hits = [{ ...source, why: { because: 'mail' }, mine: true, text: 'who has the key', answers: { id: 9, title: 'Keys', author: 'Ada Byron', date: null, text: 'Who has it?' } }];
    await fireEvent.input(id('search'), { target: { value: 'ke' } });
    await fireEvent.input(id('search'), { target: { value: 'key' } });
    await vi.advanceTimersByTimeAsync(SEARCH_MS + 10);
    expect(asked('search')).toEqual([['key', null, 20]]);
    // What was found is a part of the page, beside its other parts.
    expect([...document.querySelectorAll('main:not([hidden]) :is(h1, h2, h3)')].slice(0, 3).map(({ tagName, textContent }) => [tagName, textContent])).toEqual([
      ['H1', s.library.title],
      ['H2', s.library.foundTitle],
      ['H3', source.title],
    ]);
    expect(id('hit').textContent).toMatch(/room for the 14th.*who has the key.*room\.eml.*14 March 2025/s);
    expect(id('answers').textContent).toBe('Answers Ada Byron: Who has it?');
  });

  it('says what went wrong with a text where it is looked at', async () => {
    await open(settled);
    const failure = { code: 'io', what: 'the file is gone', path: null, remedy: null };
    backend.hits = [{ ...source, why: { because: 'mail' }, mine: true, text: 'who has the key', answers: null }];
    await fireEvent.click(id('nav-library'));
    await fireEvent.input(id('search'), { target: { value: 'key' } });
    await waitFor(() => id('hit-open'));
    const opening = vi.spyOn(backend, 'openDocument').mockRejectedValue(failure);
    await fireEvent.click(id('hit-open'));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('The file is gone.'));
    expect(screen.getAllByRole('status')[0]?.textContent).toBe('');
    opening.mockRestore();
    await fireEvent.click(id('hit-open'));
    await waitFor(() => id('document'));
    expect(screen.queryByRole('alert')).toBeNull();
    // What lies behind what stands before it is not seen.
    vi.spyOn(backend, 'showFolder').mockRejectedValue(failure);
    await fireEvent.click(id('show-folder'));
    await waitFor(() => expect(within(id('document')).getByRole('alert').textContent).toContain('The file is gone.'));
    expect(screen.getAllByTestId('error')).toHaveLength(1);
  });

  it('offers no reply to oneself', async () => {
    await open(settled);
    backend.hits = [{ ...source, why: { because: 'mail' }, mine: true, text: 'who has the key', answers: null }];
    await fireEvent.click(id('nav-library'));
    await fireEvent.input(id('search'), { target: { value: 'key' } });
    await waitFor(() => id('hit-open'));
    expect(screen.queryByTestId('hit-reply')).toBeNull();
    vi.spyOn(backend, 'openDocument').mockResolvedValue({ ...opened, mine: true });
    await fireEvent.click(id('hit-open'));
    await waitFor(() => id('show-folder'));
    expect(screen.queryByTestId('reply-to-this')).toBeNull();
  });

  it('says that a folder is away and looks for it again', async () => {
    await open({ ...settled, sources: [{ ...folder, away: true, failed: 2 }] });
    await fireEvent.click(id('nav-library'));
    expect(id('away').textContent).toContain(s.library.away);
    expect(screen.getByText(folder.path).dir).toBe('auto');
    const again = s.reasons.of(s.again, folder.path);
    expect(screen.getAllByRole('button', { name: again })).toHaveLength(1);
    await fireEvent.click(within(id('away')).getByRole('button', { name: again }));
    expect(asked('try_again')).toEqual([[folder.path]]);
  });

  it('tries a reading again that could not go on', async () => {
    await open(settled);
    await fireEvent.click(id('nav-library'));
    await fireEvent.click(id('add-folder'));
    await waitFor(() => expect(asked('add_source')).toHaveLength(1));
    const nothing = { read: 0, unchanged: 0, skipped: 0, failed: [], gone: 0, documents: 0, stopped: false, ms: 5 };
    backend.reading({ event: 'ended', summary: nothing, error: { code: 'io', what: 'the disk is gone', path: null, remedy: null } });
    await waitFor(() => id('error'));
    await fireEvent.click(within(id('error')).getByRole('button', { name: s.again }));
    expect(asked('add_source')).toHaveLength(2);
    await waitFor(() => expect(screen.queryByTestId('error')).toBeNull());
  });

  it('forgets a folder only when asked twice', async () => {
    await open(settled);
    await fireEvent.click(id('nav-library'));
    await fireEvent.click(screen.getByRole('button', { name: s.library.forgetLabel(folder.path) }));
    expect(asked('forget')).toEqual([]);
    screen.getByText(s.library.forgetSure);
    const no = screen.getByRole('button', { name: s.library.forgetNo });
    await waitFor(() => expect(document.activeElement).toBe(no));
    await fireEvent.click(no);
    const forget = screen.getByRole('button', { name: s.library.forgetLabel(folder.path) });
    await waitFor(() => expect(document.activeElement).toBe(forget));
    await fireEvent.click(forget);
    const yes = screen.getByRole('button', { name: s.library.forgetYes });
    yes.focus();
    backend.now = { ...settled, sources: [] };
    await fireEvent.click(yes);
    expect(asked('forget')).toEqual([['/home/u/mail']]);
    await waitFor(() => expect(document.activeElement?.textContent).toBe(s.library.folders));
  });

  it('says what a folder weighed once it is forgotten', async () => {
    await open(settled);
    await fireEvent.click(id('nav-library'));
    await fireEvent.click(screen.getByRole('button', { name: s.library.forgetLabel(folder.path) }));
    await fireEvent.click(screen.getByRole('button', { name: s.library.forgetYes }));
    await waitFor(() => id('forgotten'));
    expect(id('forgotten').textContent).toContain('3 MB were kept before, 1 MB are kept now');
  });

  it('pauses what is read, whoever asked for it, and goes on', async () => {
    await open(settled);
    await fireEvent.click(id('nav-library'));
    backend.library({ event: 'reading', progress });
    await waitFor(() => id('reading'));
    expect(id('reading').textContent).toContain('about 1 min left');
    expect(within(id('reading')).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0.3');
    await fireEvent.click(within(id('reading')).getByRole('button', { name: s.reading.pauseLabel }));
    await waitFor(() => within(id('reading')).getByRole('button', { name: s.reading.resumeLabel }));
    expect(id('reading').textContent).toContain('Paused after 120 of 400 files');
    await fireEvent.click(within(id('reading')).getByRole('button', { name: s.reading.resumeLabel }));
    expect(asked('pause_reading')).toEqual([[true], [false]]);
    backend.library({ event: 'reading', progress: null });
    await waitFor(() => expect(screen.queryByTestId('reading')).toBeNull());
  });

  it('lets the user say what sort of text something is, and says why it was taken for another', async () => {
    await open(settled);
    backend.hits = [{ ...source, why: { because: 'name', name: 'letters' }, mine: true, text: 'who has the key', answers: null }];
    await fireEvent.click(id('nav-library'));
    await fireEvent.change(screen.getByLabelText(s.library.kindOf(folder.path)), { target: { value: 'post' } });
    expect(asked('set_source_kind')).toEqual([['/home/u/mail', 'post']]);
    await fireEvent.input(id('search'), { target: { value: 'key' } });
    await waitFor(() => id('hit'));
    // Quiet until it is asked for.
    expect(id('hit').querySelector('.meta')?.textContent).toContain('E-mail · room.eml');
    expect(within(id('hit')).queryByRole('combobox')).toBeNull();
    expect(id('hit').textContent).not.toContain('because');
    const not = within(id('hit')).getByRole('button', { name: `${s.library.notKind.email}: ${source.title}` });
    expect(not.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(not);
    expect(not.getAttribute('aria-expanded')).toBe('true');
    expect(id('hit').textContent).toContain('An e-mail, because of the name “letters”');
    const picker = within(id('hit')).getByRole('combobox');
    await fireEvent.change(picker, { target: { value: 'note' } });
    await fireEvent.change(picker, { target: { value: '' } });
    expect(asked('set_kind')).toEqual([[1, 'note'], [1, null]]);
    await fireEvent.click(not);
    expect(within(id('hit')).queryByRole('combobox')).toBeNull();
  });

  it('lists every file with its reason, and tries one again', async () => {
    await open(settled);
    const broken = { path: '/home/u/mail/odd.pdf', state: 'failed' as const, reason: 'it is damaged' };
    const digest = 'ab12';
    backend.looked = { files: [{ ...broken, read_at: '2025-03-14T10:00:00Z', set_aside: digest }], total: 7 };
    await fireEvent.click(id('nav-library'));
    const show = screen.getByRole('button', { name: s.library.filesShow });
    show.focus();
    await fireEvent.click(show);
    await waitFor(() => id('file'));
    expect(id('file').textContent).toMatch(/odd\.pdf.*could not be read: it is damaged · 14 March 2025.*Set aside/s);
    screen.getByText('1 of 7 files');
    expect(document.activeElement?.textContent).toBe(s.library.files);
    await fireEvent.click(within(id('file')).getByRole('button', { name: s.reasons.of(s.again, broken.path) }));
    expect(asked('try_again')).toEqual([['/home/u/mail/odd.pdf']]);
  });

  it('finds the files that failed, were left out or wait, and says where there are none', async () => {
    await open({ ...settled, sources: [{ ...folder, failed: 2 }] });
    await fireEvent.click(id('nav-library'));
    await fireEvent.click(id('show-failed'));
    await waitFor(() => expect(within(id('files-state-failed')).getByRole<HTMLInputElement>('radio').checked).toBe(true));
    expect(document.activeElement?.textContent).toBe(s.library.files);
    screen.getByText(s.library.filesNone.failed);
    await fireEvent.click(within(id('files-state-skipped')).getByRole('radio'));
    await waitFor(() => screen.getByText(s.library.filesNone.skipped));
    await fireEvent.click(within(id('files-state-all')).getByRole('radio'));
    await fireEvent.input(id('files'), { target: { value: 'odd' } });
    await vi.advanceTimersByTimeAsync(SEARCH_MS + 10);
    screen.getByText(s.library.filesNothing('odd'));
    expect(asked('files').map(([words, state]) => [words, state])).toEqual([
      ['', 'failed'],
      ['', 'skipped'],
      ['', null],
      ['odd', null],
    ]);
  });

  it('proposes who the user is and takes it only when they say so', async () => {
    const likely = { person: { name: 'Ada', address: 'ada@x.example' }, mails: 12, sent: true };
    await open({ ...settled, senders: [sender], likely });
    await fireEvent.click(id('nav-library'));
    expect(id('likely').textContent).toContain('Are you Ada? 12 mails in the sent mail came from ada@x.example');
    expect(asked('set_me')).toEqual([]);
    const save = within(id('who-am-i')).getByRole('button', { name: s.library.meSave });
    save.focus();
    expect(within(id('who-am-i')).getByText('Ada').dir).toBe('auto');
    backend.now = { ...settled, senders: [{ person: likely.person, mails: 12, me: true }] };
    await fireEvent.click(save);
    expect(asked('set_me')).toEqual([[['ada@x.example']]]);
    await waitFor(() => expect(document.activeElement?.textContent).toBe(s.library.me));
  });

  it('says that the sample still lends its voice, and puts it away', async () => {
    await open({ ...settled, sources: [folder, { ...folder, path: '/sample', sample: true }] });
    await fireEvent.click(id('nav-library'));
    await fireEvent.click(within(id('notice')).getByRole('button', { name: s.library.putAway }));
    expect(asked('forget')).toEqual([['/sample']]);
  });

  it('asks again when the library has changed', async () => {
    await open(settled);
    await fireEvent.click(id('nav-library'));
    backend.now = { ...settled, documents: 1412 };
    backend.library({ event: 'changed' });
    await waitFor(() => screen.getByText(/1,412 texts of yours/));
  });
});
