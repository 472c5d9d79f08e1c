// Lines that one writes: how they run, and how a new one comes.
import { EditorView } from '@codemirror/view';
import { fireEvent } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { direction } from '../src/lib/apart';
import type { Manuscript } from '../src/lib/editor/manuscript';
import { manuscript } from './manuscript';
import { id, open, settled } from './window';

const lines = ({ view }: Manuscript): Element[] => [...view.contentDOM.querySelectorAll('.cm-line')];

describe('a line', () => {
  it('runs as its own words run, also one that is typed', () => {
    const page = manuscript('Hello\nשלום');
    page.view.dispatch({ changes: { from: 10, insert: '\nmore' }, userEvent: 'input.type' });
    expect(lines(page).map((line) => line.getAttribute('dir'))).toEqual(['auto', 'auto', 'auto']);
    expect(page.view.state.facet(EditorView.perLineTextDirection)).toBe(true);
  });

  it('is one, too, where Enter comes right behind a composed sign and passes the editor by', () => {
    const page = manuscript('Hello 👍');
    page.view.dispatch({ selection: { anchor: 8 } });
    for (const inputType of ['insertParagraph', 'insertLineBreak']) {
      const enter = new InputEvent('beforeinput', { inputType, bubbles: true, cancelable: true });
      page.view.contentDOM.dispatchEvent(enter);
      expect(enter.defaultPrevented).toBe(true);
    }
    expect(page.text).toBe('Hello 👍\n\n');
    const letter = new InputEvent('beforeinput', { inputType: 'insertText', data: 'x', bubbles: true, cancelable: true });
    page.view.contentDOM.dispatchEvent(letter);
    expect(letter.defaultPrevented).toBe(false);
  });
});

describe('a point', () => {
  it('has its dot where its words begin', async () => {
    await open(settled);
    const runs = (): string | undefined => id('field-point').closest('li')?.dir;
    expect(runs()).toBe('ltr');
    await fireEvent.input(id('field-point'), { target: { value: '17 מפתחות' } });
    expect([runs(), id('field-point').dir]).toEqual(['rtl', 'auto']);
    expect(['', '👍 Hello', '«مرحبا» hello'].map(direction)).toEqual(['ltr', 'ltr', 'rtl']);
  });
});
