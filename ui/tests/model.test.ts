// The model in the library: what is known of it, and when its memory is freed.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { s } from '../src/lib/strings';
import { asked, backend, id, open, settled } from './window';

describe('the model', () => {
  const select = (): HTMLSelectElement => id('put-away') as HTMLSelectElement;
  const shown = (): string => select().selectedOptions[0]?.textContent ?? '';
  const choose = (minutes: number): Promise<unknown> => fireEvent.change(select(), { target: { value: `${minutes}` } });

  async function openSettings(minutes = 10): Promise<void> {
    await open({ ...settled, settings: { model: 'writer', put_away_after_minutes: minutes, further_drafts: true, appearance: 'system', type_size: 100 } });
    await fireEvent.click(id('nav-settings'));
  }

  it('is known by name and size, and can be put away after a while', async () => {
    await openSettings();
    screen.getByText('writer · 1.1 GB');
    expect(screen.getByLabelText(s.library.putAwayModel)).toBe(select());
    expect([...select().options].map(({ value }) => value)).toEqual(['5', '10', '30', '60', '0']);
    expect(shown()).toBe('when I have not drafted for 10 minutes');
    await choose(0);
    expect(asked('save_settings')).toEqual([[{ model: 'writer', put_away_after_minutes: 0, further_drafts: true, appearance: 'system', type_size: 100 }]]);
    expect(shown()).toBe('never');
    await fireEvent.click(id('nav-write'));
    await fireEvent.click(id('nav-settings'));
    expect(shown()).toBe('never');
  });

  it('keeps a time that is not among the usual ones', async () => {
    await openSettings(45);
    expect(shown()).toBe('when I have not drafted for 45 minutes');
    expect([...select().options].map(({ value }) => value)).toEqual(['5', '10', '30', '45', '60', '0']);
  });

  it('says that a change was not saved, shows what holds, and tries again', async () => {
    await openSettings();
    backend.refuse = { code: 'io', what: 'the disk is full', path: null, remedy: null };
    await choose(30);
    await waitFor(() => expect(id('error').textContent).toContain('The disk is full.'));
    expect(shown()).toBe('when I have not drafted for 10 minutes');
    backend.refuse = null;
    await fireEvent.click(within(id('error')).getByRole('button', { name: s.again }));
    await waitFor(() => expect(shown()).toBe('when I have not drafted for 30 minutes'));
    expect(screen.queryByTestId('error')).toBeNull();
  });

  it('that is not there has nothing to be set', async () => {
    await open({ ...settled, model: null });
    await fireEvent.click(id('nav-settings'));
    screen.getByText(s.library.modelNone);
    expect(screen.queryByTestId('put-away')).toBeNull();
  });

  it('that was chosen and is gone says so, and lets another one be chosen', async () => {
    await open({ ...settled, model: null, settings: { ...settled.settings, model: 'mine' } });
    backend.modelsHere = [{ name: 'starter', bytes: 98_000_000, rough: true, added: false }];
    await fireEvent.click(id('nav-settings'));
    await waitFor(() => expect(id('model-choice').textContent).toContain('starter'));
    expect((id('model-choice') as HTMLSelectElement).value).toBe('mine');
    expect(id('settings').textContent).toContain(s.settings.modelLost);
    expect(id('settings').textContent).not.toContain(s.library.modelNone);
    await fireEvent.change(id('model-choice'), { target: { value: 'starter' } });
    expect(asked('save_settings').at(-1)).toMatchObject([{ model: 'starter' }]);
  });

  it('that is a small one says that its drafts are rough', async () => {
    await open({ ...settled, model: { name: 'starter', bytes: 98_000_000, rough: true, added: false } });
    await fireEvent.click(id('nav-settings'));
    screen.getByText(`starter · 98 MB · ${s.library.modelRough}`);
  });
});
