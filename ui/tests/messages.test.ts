// The message that a mail answers: dropped, pasted, or out of the library.
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cutAt } from '../src/lib/half';
import { LARGEST_MESSAGE } from '../src/lib/messages';
import { LONGEST_MESSAGE } from '../src/lib/page.svelte';
import { s } from '../src/lib/strings';
import { opened, source } from './fake-backend';
import { asked, backend, id, open, page, settled, text } from './window';

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

const value = (testid: string): string => (id(testid) as HTMLInputElement).value;
const paste = (words: string): Promise<boolean> =>
  fireEvent.paste(id('field-reply'), { clipboardData: { getData: () => words } });
const drop = (): Promise<boolean> =>
  fireEvent.drop(id('field-reply'), { dataTransfer: { files: [new File(['From: Tom'], 'keys.eml')], types: ['Files'] } });

/** The reader of messages answers when told to. */
function slowly(): () => Promise<unknown> {
  let come = (): void => undefined;
  const late = new Promise<void>((resolve) => (come = resolve));
  const read = backend.droppedMessage.bind(backend);
  backend.droppedMessage = (file) => late.then(() => read(file));
  return () => {
    come();
    return vi.advanceTimersByTimeAsync(10);
  };
}

describe('a message', () => {
  it('takes a message that is dropped as a file', async () => {
    await open(settled);
    await drop();
    await waitFor(() => expect(value('field-reply')).toBe('Who has the key?'));
    expect(asked('dropped_message')).toEqual([['keys.eml']]);
    expect([value('field-to'), value('field-title')]).toEqual(['Tom Averill <tom@x.example>', 'Re: Keys']);
  });

  it('takes the place of the one before, with what that one brought along', async () => {
    await open(settled);
    await drop();
    await waitFor(() => expect(value('field-to')).toBe('Tom Averill <tom@x.example>'));
    backend.received = { sender: 'Bob', title: 'Cats', text: 'Whose is the cat?' };
    await drop();
    await waitFor(() => expect(value('field-reply')).toBe('Whose is the cat?'));
    expect([value('field-to'), value('field-title')]).toEqual(['Bob', 'Re: Cats']);
    // It can be had back, until something else is done.
    await fireEvent.click(id('bring-back'));
    expect([value('field-reply'), value('field-to'), value('field-title')]).toEqual([
      'Who has the key?',
      'Tom Averill <tom@x.example>',
      'Re: Keys',
    ]);
    expect(document.activeElement).toBe(id('field-reply'));
    expect(screen.queryByTestId('bring-back')).toBeNull();
    await drop();
    await waitFor(() => id('bring-back'));
    await fireEvent.input(id('field-point'), { target: { value: 'Mine' } });
    expect(screen.queryByTestId('bring-back')).toBeNull();
  });

  it('leaves what the user has said of it themselves', async () => {
    await open(settled);
    await drop();
    await waitFor(() => expect(value('field-title')).toBe('Re: Keys'));
    await fireEvent.input(id('field-to'), { target: { value: 'Pip' } });
    backend.received = { sender: 'Bob', title: '', text: 'Whose is the cat?' };
    await drop();
    await waitFor(() => expect(value('field-reply')).toBe('Whose is the cat?'));
    expect([value('field-to'), value('field-title')]).toEqual(['Pip', '']);
  });

  it('is taken from a file that is dropped on the text, and is no words of it', async () => {
    await open(page('Hello'));
    const content = id('editor').querySelector('.cm-content') as HTMLElement;
    const files = [new File(['From: Tom'], 'keys.eml')];
    await fireEvent.drop(content, { dataTransfer: { files, types: ['Files'] } });
    await waitFor(() => expect(value('field-reply')).toBe('Who has the key?'));
    await vi.advanceTimersByTimeAsync(200);
    expect(text()).toBe('Hello');
  });

  it('takes in who sent a mail that is pasted, and leaves other words as they are', async () => {
    await open(settled);
    // What is not prevented, the field does itself.
    expect(await paste('Note: I am late.\n\nTom')).toBe(true);
    expect(await paste('From: Tom Averill <tom@x.example>\nSubject: Keys')).toBe(true);
    expect(asked('dropped_message')).toEqual([]);
    expect(await paste('From: Tom Averill <tom@x.example>\nSubject: Keys\n\nWho has the key?')).toBe(false);
    await waitFor(() => expect(value('field-reply')).toBe('Who has the key?'));
    expect([value('field-to'), value('field-title')]).toEqual(['Tom Averill <tom@x.example>', 'Re: Keys']);
    expect(screen.queryByTestId('bring-back')).toBeNull();
    // Where something stands already, words are added to it.
    expect(await paste('From: Pip\n\nAnd the shed?')).toBe(true);
  });

  it('keeps the words of a pasted mail that cannot be made out', async () => {
    await open(settled);
    backend.refuse = { code: 'bad_input', what: 'the message cannot be used', path: null, remedy: '' };
    const words = 'From: Tom\n\nWho has the key?';
    await paste(words);
    await waitFor(() => expect(value('field-reply')).toBe(words));
    expect(screen.queryByTestId('error')).toBeNull();
  });

  it('says what is wrong with a file that cannot be answered, and keeps what stands there', async () => {
    await open(page('Hello'));
    backend.refuse = { code: 'bad_input', what: 'the message cannot be used', path: 'a.bin', remedy: 'Paste it' };
    await fireEvent.drop(id('field-reply'), { dataTransfer: { files: [new File(['x'], 'a.bin')], types: ['Files'] } });
    await waitFor(() => expect(id('error').textContent).toMatch(/cannot be used.*a\.bin.*Paste it/s));
    expect(text()).toBe('Hello');
  });

  it('is taken from a file that is chosen, and the focus goes to it', async () => {
    await open(settled);
    const press = vi.spyOn(id('message-file'), 'click');
    await fireEvent.click(id('open-message'));
    expect(press).toHaveBeenCalledOnce();
    await fireEvent.change(id('message-file'), { target: { files: [new File(['From: Tom'], 'keys.eml')] } });
    await waitFor(() => expect(value('field-reply')).toBe('Who has the key?'));
    expect(document.activeElement).toBe(id('field-reply'));
    expect(screen.queryByTestId('open-message')).toBeNull();
  });

  it('is not read where the file is too large for one', async () => {
    await open(page('Hello'));
    const archive = new File(['From: Tom'], 'all.mbox');
    Object.defineProperty(archive, 'size', { value: LARGEST_MESSAGE + 1 });
    await fireEvent.drop(id('field-reply'), { dataTransfer: { files: [archive], types: ['Files'] } });
    await waitFor(() => expect(id('error').textContent).toMatch(/This file has 64 MB.*all\.mbox.*a file of its own/s));
    expect(asked('dropped_message')).toEqual([]);
  });

  it('takes no more of a long message than can be read, and says so', async () => {
    await open(settled);
    await fireEvent.input(id('field-reply'), { target: { value: 'x'.repeat(5_000_000) } });
    expect(value('field-reply')).toHaveLength(LONGEST_MESSAGE);
    screen.getByText(s.write.messageCut);
  });

  it('is cut before it comes into the field where a very long one is pasted', async () => {
    await open(settled);
    await fireEvent.input(id('field-reply'), { target: { value: 'Dear Tom' } });
    const field = id('field-reply') as HTMLTextAreaElement;
    const put = vi.spyOn(field, 'setRangeText');
    field.setSelectionRange(5, 8);
    expect(await paste('\r\nxy'.repeat(1_000_000))).toBe(false);
    expect(put.mock.calls[0]?.[0].length).toBeLessThan(3 * LONGEST_MESSAGE);
    expect(field.value).toHaveLength(LONGEST_MESSAGE);
    expect(field.value.slice(0, 11)).toBe('Dear \nxy\nxy');
    screen.getByText(s.write.messageCut);
  });

  it('answers a mail of the library on a page of its own', async () => {
    await open(page('Something else'));
    await fireEvent.click(id('nav-library'));
    backend.hits = [{ ...source, why: { because: 'mail' }, mine: false, text: 'who has the key', answers: null }];
    await fireEvent.input(id('search'), { target: { value: 'key' } });
    await waitFor(() => id('hit-reply'));
    await fireEvent.click(id('hit-reply'));
    await waitFor(() => expect(value('field-reply')).toBe(opened.text));
    expect(asked('open_page')).toEqual([[0]]);
    expect([value('field-to'), text()]).toEqual(['Marta <marta@x.example>', s.write.placeholder]);
    expect(backend.saved.length + 1).toBeGreaterThan(0);
  });

  it('of the library is answered on this page where only points stand on it', async () => {
    await open({ ...settled, page: { ...settled.page, brief: { ...settled.page.brief, points: ['the key'] } } });
    await fireEvent.click(id('nav-library'));
    backend.hits = [{ ...source, why: { because: 'mail' }, mine: false, text: 'who has the key', answers: null }];
    await fireEvent.input(id('search'), { target: { value: 'key' } });
    await waitFor(() => id('hit-reply'));
    await fireEvent.click(id('hit-reply'));
    await waitFor(() => expect(value('field-reply')).toBe(opened.text));
    expect([asked('open_page'), value('field-to')]).toEqual([[], 'Marta <marta@x.example>']);
    expect((screen.getAllByTestId('field-point')[0] as HTMLTextAreaElement).value).toBe('the key');
  });

  it('is not cut in the middle of a sign, which could not be saved', async () => {
    expect([0, 1, 2, 3].map((at) => cutAt('a😀b', at))).toEqual([0, 1, 1, 3]);
    await open(settled);
    await fireEvent.input(id('field-reply'), { target: { value: 'x'.repeat(LONGEST_MESSAGE - 1) + '😀' } });
    expect(value('field-reply')).toBe('x'.repeat(LONGEST_MESSAGE - 1));
    await fireEvent.input(id('field-title'), { target: { value: 'Keys' } });
    screen.getByText(s.write.messageCut);
  });
});

describe('a message that takes long to read', () => {
  const mail = 'From: Tom Averill <tom@x.example>\nSubject: Keys\n\nWho has the key?';

  it('is there at once where it is pasted, and taken apart afterwards', async () => {
    await open(settled);
    const come = slowly();
    await paste(mail);
    expect(value('field-reply')).toBe(mail);
    await come();
    expect([value('field-reply'), value('field-to')]).toEqual(['Who has the key?', 'Tom Averill <tom@x.example>']);
  });

  it('does not take the place of what was typed meanwhile', async () => {
    await open(settled);
    const come = slowly();
    await paste(mail);
    await fireEvent.input(id('field-reply'), { target: { value: 'Only the key.' } });
    await come();
    expect([value('field-reply'), value('field-to')]).toEqual(['Only the key.', '']);
  });

  it('does not come to another page, and says so where it was dropped', async () => {
    await open(page('Words'));
    const come = slowly();
    await drop();
    await fireEvent.keyDown(window, { key: 'n', code: 'KeyN', ctrlKey: true });
    await waitFor(() => expect(text()).toBe(s.write.placeholder));
    await come();
    expect(value('field-reply')).toBe('');
    expect(id('error').textContent).toMatch(/was changed while.*keys\.eml.*Drop it again/s);
  });

  it('does not write over words that came into the field after it was dropped', async () => {
    await open(settled);
    const come = slowly();
    await drop();
    await fireEvent.input(id('field-reply'), { target: { value: 'Mine' } });
    await come();
    expect(value('field-reply')).toBe('Mine');
    id('error');
  });
});

it('an answer stays away from a page that could not be saved', async () => {
  await open(page('Something else'));
  await fireEvent.input(id('field-title'), { target: { value: 'Keys' } });
  backend.refuseSave = { code: 'io', what: 'the disk is full', path: null, remedy: null };
  backend.hits = [{ ...source, why: { because: 'mail' }, mine: false, text: 'who has the key', answers: null }];
  await fireEvent.click(id('nav-library'));
  await fireEvent.input(id('search'), { target: { value: 'key' } });
  await waitFor(() => id('hit-reply'));
  await fireEvent.click(id('hit-reply'));
  await vi.advanceTimersByTimeAsync(50);
  expect([value('field-reply'), value('field-title'), text()]).toEqual(['', 'Keys', 'Something else']);
});
