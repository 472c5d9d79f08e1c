// The first start: what it leads to, what leads past it, and when it is not shown.
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import App from '../src/App.svelte';
import { emptyBrief } from '../src/lib/page.svelte';
import { s } from '../src/lib/strings';
import { FakeBackend, blankPage, overview, progress } from './fake-backend';
import { asked, backend, id, open, sender, settled, text } from './window';

describe('the first start', () => {
  it('says what this is, takes a folder, asks who it is for, and then there is writing while reading goes on', async () => {
    await open(overview);
    expect(id('first-start').textContent).toContain(s.first.private);
    await fireEvent.click(id('first-begin'));
    expect(document.activeElement?.textContent).toBe(s.first.where);
    await fireEvent.click(id('choose-folder'));
    await waitFor(() => id('first-who'));
    expect(asked('add_source')).toEqual([['/home/u/mail', null]]);
    id('reading');
    await fireEvent.input(id('first-who'), { target: { value: 'me@x.example, Marta' } });
    await fireEvent.click(id('first-done'));
    await waitFor(() => expect(screen.queryByTestId('first-start')).toBeNull());
    expect(asked('set_me')).toEqual([[['me@x.example', 'Marta']]]);
    id('reading');
  });

  it('tells senders of one name apart', async () => {
    await open(overview);
    const alike = { person: { name: 'Marta', address: 'marta@y.example' }, mails: 2, me: false };
    await fireEvent.click(id('first-begin'));
    await fireEvent.click(id('choose-folder'));
    await waitFor(() => id('first-who'));
    backend.now = { ...settled, senders: [sender, alike] };
    backend.library({ event: 'changed' });
    await waitFor(() => expect(screen.getAllByTestId('first-sender')).toHaveLength(2));
    for (const { address } of [sender.person, alike.person]) screen.getByRole('checkbox', { name: new RegExp(address) });
    await fireEvent.click(screen.getByRole('checkbox', { name: /marta@y/ }));
    await fireEvent.click(id('first-done'));
    expect(asked('set_me')).toEqual([[['marta@y.example']]]);
  });

  it('lets the question wait', async () => {
    await open(overview);
    await fireEvent.click(id('first-begin'));
    await fireEvent.click(id('choose-folder'));
    await waitFor(() => id('first-later'));
    await fireEvent.click(id('first-later'));
    await waitFor(() => id('editor'));
    expect(asked('set_me')).toEqual([]);
  });

  it('takes a mail archive, which is a file', async () => {
    await open(overview);
    backend.folder = '/home/u/All mail.mbox';
    await fireEvent.click(id('first-begin'));
    await fireEvent.click(id('choose-archive'));
    await waitFor(() => id('first-who'));
    expect(asked('pick_source')).toEqual([[true]]);
    expect(asked('add_source')).toEqual([['/home/u/All mail.mbox', null]]);
  });

  it('stays when no folder was chosen after all', async () => {
    await open(overview);
    backend.folder = null;
    await fireEvent.click(id('first-begin'));
    await fireEvent.click(id('choose-folder'));
    await tick();
    expect(asked('add_source')).toEqual([]);
    id('first-start');
  });

  it('lets one write without anything to read, and back from the question to what is read', async () => {
    await open(overview);
    await fireEvent.click(id('first-begin'));
    await fireEvent.click(id('choose-folder'));
    await waitFor(() => id('first-who'));
    await fireEvent.click(id('first-back'));
    expect(document.activeElement?.textContent).toBe(s.first.where);
    expect((id('choose-folder') as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.click(id('first-on'));
    id('first-who');
    cleanup();
    await open(overview);
    await fireEvent.click(id('first-begin'));
    await fireEvent.click(id('first-without'));
    await waitFor(() => id('editor'));
    expect(asked('add_source')).toEqual([]);
  });

  it('leads on where the reading begins by Try again only', async () => {
    await open(overview);
    const failure = { code: 'busy', what: 'something is read already', path: null, remedy: null };
    vi.spyOn(backend, 'addSource').mockRejectedValueOnce(failure);
    await fireEvent.click(id('first-begin'));
    await fireEvent.click(id('choose-folder'));
    await waitFor(() => id('error'));
    id('choose-folder');
    await fireEvent.click(within(id('error')).getByRole('button', { name: s.again }));
    await waitFor(() => id('first-who'));
  });

  it('is not shown where there is a brief or a draft, though nothing was read', async () => {
    await open({ ...overview, page: { ...overview.page, brief: { ...emptyBrief, points: ['the key'] } } });
    expect(screen.queryByTestId('first-start')).toBeNull();
    cleanup();
    const kept = new FakeBackend(overview);
    kept.lines = [{ id: 3, kind: 'email', title: 'Keys', about: '', to: '', begins: '', words: 1, changed: '2025-03-14T10:00:00Z' }];
    render(App, { backend: kept });
    await waitFor(() => id('editor'));
  });

  it('asks who the user is in one line where it would push down words', async () => {
    await open({ ...settled, senders: [sender], page: { ...settled.page, text: 'Mine' } });
    expect(screen.queryByTestId('who-am-i')).toBeNull();
    await fireEvent.click(id('say-who'));
    await waitFor(() => id('who-am-i'));
  });

  it('is not shown over words that are there already', async () => {
    await open({ ...overview, page: { ...blankPage, text: 'Mine' } });
    expect(screen.queryByTestId('first-start')).toBeNull();
    expect(text()).toBe('Mine');
  });

  it('shows how the reading goes on, how it ended, and asks who the user is', async () => {
    await open(overview);
    await fireEvent.click(id('first-begin'));
    await fireEvent.click(id('try-sample'));
    await waitFor(() => id('reading'));
    backend.reading({ event: 'progress', ...progress });
    await tick();
    expect(id('reading').textContent).toContain('Reading 120 of 400 files, 210 texts, 1,300 a minute, about 1 min left');
    await fireEvent.click(within(id('reading')).getByRole('button', { name: s.reading.stopLabel }));
    expect(asked('stop_reading')).toHaveLength(1);
    backend.now = { ...settled, senders: [sender] };
    const failed = [{ path: '/x/broken.docx', state: 'failed' as const, reason: 'not a Word file', read_at: null, set_aside: null }];
    const summary = { read: 3, unchanged: 0, skipped: 0, failed, gone: 0, documents: 9, stopped: true, ms: 5 };
    backend.reading({ event: 'ended', summary, error: null });
    await waitFor(() => id('who-am-i'));
    expect(id('reading-summary').textContent).toMatch(/Stopped\. Read 3 files, 9 texts.*1 file could not be read; the Library/s);
    await fireEvent.click(within(id('who-am-i')).getByRole('checkbox'));
    await fireEvent.click(within(id('who-am-i')).getByRole('button', { name: s.who.confirm }));
    expect(asked('set_me')).toEqual([[['marta@x.example']]]);
  });
});
