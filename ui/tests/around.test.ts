// A text is opened where the passage stands that one wants to see.
import { fireEvent, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { around } from '../src/lib/around';
import { s } from '../src/lib/strings';
import { opened, source } from './fake-backend';
import { asked, backend, id, open, settled } from './window';

const long = 'Dear all,\n\nthe minutes are below.\n\nFine by me, only not the early train.\n\nMarta';

describe('a passage', () => {
  it('is found in the middle of a text, word for word', () => {
    expect(around(long, ' the minutes are below.\n')).toEqual({
      before: 'Dear all,\n\n',
      passage: 'the minutes are below.',
      after: '\n\nFine by me, only not the early train.\n\nMarta',
    });
  });

  it('is none where it begins the text, or is not in it', () => {
    for (const passage of ['Dear all,', long, 'the late train', ' ', '']) expect(around(long, passage)).toBeNull();
    expect(around(`\n ${long}`, 'Dear all,')).toBeNull();
  });
});

describe('a text that is opened', () => {
  const seen = vi.fn();
  beforeEach(() => {
    seen.mockClear();
    Element.prototype.scrollIntoView = function (this: Element): void {
      seen(this.textContent);
    };
  });

  async function opens(text: string): Promise<HTMLElement> {
    await open(settled);
    vi.spyOn(backend, 'openDocument').mockResolvedValue({ ...opened, text });
    await fireEvent.click(id('draft'));
    backend.draft({ event: 'sources', sources: [source] });
    const button = await waitFor(() =>
      within(id('source')).getByRole('button', { name: s.reasons.of(s.reasons.open, source.title) }),
    );
    button.focus();
    await fireEvent.click(button);
    await waitFor(() => id('document'));
    return button;
  }

  it('beside a draft is shown at the passage, which has the focus and gives it back', async () => {
    const button = await opens(long);
    expect(id('passage').textContent).toBe(source.text);
    expect(id('document').querySelector('.text')?.textContent).toBe(long);
    expect(seen.mock.calls).toEqual([[source.text]]);
    expect(document.activeElement).toBe(id('passage'));
    await fireEvent.keyDown(id('passage'), { key: 'Escape' });
    expect(document.activeElement).toBe(button);
  });

  it('is shown from its beginning where the passage is not in it any more', async () => {
    await opens('Something else by now.');
    expect(within(id('document')).queryByTestId('passage')).toBeNull();
    expect(id('document').querySelector('.text')?.textContent).toBe('Something else by now.');
    expect(seen).not.toHaveBeenCalled();
  });

  it('from what was found is shown at the words that were found', async () => {
    await open(settled);
    backend.hits = [{ ...source, why: { because: 'mail' }, mine: true, answers: null }];
    vi.spyOn(backend, 'openDocument').mockResolvedValue({ ...opened, text: long });
    await fireEvent.click(id('nav-library'));
    await fireEvent.input(id('search'), { target: { value: 'train' } });
    await waitFor(() => id('hit-open'));
    await fireEvent.click(id('hit-open'));
    await waitFor(() => expect(document.activeElement).toBe(id('passage')));
    expect(seen.mock.calls).toEqual([[source.text]]);
    expect(asked('search')).toHaveLength(1);
  });
});
