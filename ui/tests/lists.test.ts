// Lists say where they end and go on from there; a library that is being read says why it takes nothing else.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { MOST_PAGES } from '../src/lib/pages.svelte';
import { MOST_HITS } from '../src/lib/search.svelte';
import { s } from '../src/lib/strings';
import type { Hit, PageLine } from '../src/lib/wire.gen';
import { overview, source } from './fake-backend';
import { asked, backend, id, open, sender, settled } from './window';

const many = <One>(count: number, one: (at: number) => One): One[] => Array.from({ length: count }, (_, at) => one(at + 1));
const hit = (at: number): Hit => ({ ...source, id: at, why: { because: 'mail' }, mine: true, text: 'the key', answers: null });
const line = (at: number): PageLine => ({ id: at, kind: 'note', title: `Page ${at}`, about: '', to: '', begins: '', words: 3, changed: '2025-03-14T10:00:00Z' });

describe('a list', () => {
  it('of what was found says that there is more, and shows it', async () => {
    await open(settled);
    backend.hits = many(MOST_HITS, hit);
    await fireEvent.click(id('nav-library'));
    await fireEvent.input(id('search'), { target: { value: 'key' } });
    await waitFor(() => id('hits-end'));
    expect(id('hits-end').textContent).toContain(s.library.shown(MOST_HITS));
    backend.hits = many(MOST_HITS + 3, hit);
    await fireEvent.click(id('hits-more'));
    await waitFor(() => expect(screen.queryByTestId('hits-end')).toBeNull());
    expect(asked('search').at(-1)).toEqual(['key', null, 2 * MOST_HITS]);
    expect(screen.getAllByTestId('hit')).toHaveLength(MOST_HITS + 3);
  });

  it('of drafts says that there is more, and shows it', async () => {
    await open(settled);
    backend.lines = many(MOST_PAGES, line);
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => id('pages-end'), { timeout: 5000 });
    expect(id('pages-end').textContent).toContain(s.drafts.shown(MOST_PAGES));
    backend.lines = [line(1)];
    await fireEvent.click(id('pages-more'));
    await waitFor(() => expect(screen.queryByTestId('pages-end')).toBeNull());
    expect(asked('pages').at(-1)).toEqual(['', 2 * MOST_PAGES]);
  }, 20_000);
});

describe('a row', () => {
  it('of what was found says the day once, also where the file is named by it', async () => {
    await open(settled);
    backend.hits = [{ ...hit(1), path: '/me/2025-03-14-key.txt', date: '2025-03-14T10:00:00Z' }];
    await fireEvent.click(id('nav-library'));
    await fireEvent.input(id('search'), { target: { value: 'key' } });
    await waitFor(() => id('hit'));
    expect(id('hit').textContent).toContain('key.txt · 14 March 2025');
    expect(id('hit').textContent).not.toContain('2025-03-14');
  });

  it('of a draft says to whom it is only where it is a mail', async () => {
    await open(settled);
    const to = s.drafts.to('Tom');
    backend.lines = (['email', 'review', 'post', 'note'] as const).map((kind, at) => ({ ...line(at + 1), kind, to: 'Tom' }));
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => expect(screen.getAllByTestId('page')).toHaveLength(4));
    expect(screen.getAllByTestId('page').map((row) => row.textContent.includes(to))).toEqual([true, false, false, false]);
  });

  it('of a review says what it is about beside its title', async () => {
    await open(settled);
    backend.lines = [{ ...line(1), kind: 'review', about: 'A kettle' }, line(2)];
    await fireEvent.click(id('nav-drafts'));
    await waitFor(() => expect(screen.getAllByTestId('page')).toHaveLength(2));
    const [review, note] = screen.getAllByTestId('page').map((row) => row.querySelector('.meta')?.textContent);
    expect(review).toContain(`${s.write.kinds.review} · ${s.drafts.about('A kettle')} · `);
    expect(note).not.toContain(s.drafts.about(''));
  });
});

describe('a library that is being read', () => {
  it('says why no other folder can be added', async () => {
    await open({ ...settled, reading: true });
    await fireEvent.click(id('nav-library'));
    expect(id('add-folder')).toHaveProperty('disabled', true);
    expect(id('add-busy').textContent).toBe(s.library.busy);
    backend.now = settled;
    backend.library({ event: 'changed' });
    await waitFor(() => expect(screen.queryByTestId('add-busy')).toBeNull());
  });

  it('says so on My voice, and asks for no folder', async () => {
    await open({ ...overview, sources: settled.sources, reading: true });
    await fireEvent.click(id('nav-voice'));
    id('reading');
    expect(id('voice-reading').textContent).toBe(s.voice.reading);
    expect(screen.queryByTestId('voice-empty')).toBeNull();
  });

  it('puts nothing in the place of what was learned before that is there', async () => {
    await open(settled);
    let answer = (): void => undefined;
    const { voices } = backend;
    const held = new Promise<void>((resolve) => (answer = resolve));
    backend.voices = async (kind, to) => {
      await held;
      return voices(kind, to);
    };
    await fireEvent.click(id('nav-voice'));
    await waitFor(() => expect(asked('voice')).toHaveLength(1));
    expect(screen.queryByTestId('replay')).toBeNull();
    answer();
    await waitFor(() => id('replay'));
  });

  it('counts the kinds of the user’s own texts only', () => {
    expect(s.library.total(42, ['27 e-mails', '15 notes'], 11)).toBe('42 texts of yours (27 e-mails, 15 notes), 11 by others');
    expect(s.library.total(0, [], 3)).toBe('0 texts of yours, 3 by others');
  });
});

describe('who the user is', () => {
  const me = { ...settled, me: ['marta@x.example', 'mistyped@x.example'], senders: [{ ...sender, me: true }] };

  it('is seen where it is no sender, and can be taken back', async () => {
    await open(me);
    await fireEvent.click(id('nav-library'));
    expect(id('my-names').textContent).toContain('mistyped@x.example');
    expect(id('my-names').textContent).not.toContain('marta@x.example');
    backend.now = { ...me, me: ['marta@x.example'] };
    const out = within(id('my-names')).getByRole('button', { name: s.reasons.takeOut('mistyped@x.example') });
    out.focus();
    await fireEvent.click(out);
    expect(asked('set_me')).toEqual([[['marta@x.example']]]);
    await waitFor(() => expect(id('my-names').textContent).not.toContain('mistyped'));
    await waitFor(() => expect(document.activeElement?.textContent).toBe(s.library.me));
  });

  it('is asked below words in a line that speaks of no list', async () => {
    const { page } = settled;
    await open({ ...settled, page: { ...page, text: 'Hullo' }, me: [], senders: [sender] });
    expect(id('who-line').textContent).toContain(s.who.unknown);
    expect(id('who-line').textContent).not.toContain(s.who.title);
  });

  it('can be said later too, also where there is no mail', async () => {
    await open({ ...settled, me: ['me@x.example'] });
    await fireEvent.click(id('nav-library'));
    screen.getByText(s.library.meNone);
    await fireEvent.input(id('my-name'), { target: { value: 'you@x.example, Marta' } });
    await fireEvent.click(id('my-name-add'));
    expect(asked('set_me')).toEqual([[['me@x.example', 'you@x.example', 'Marta']]]);
    await waitFor(() => expect((id('my-name') as HTMLInputElement).value).toBe(''));
  });
});
