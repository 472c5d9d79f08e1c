// Models that the user adds: taken in from a file, and deleted again, without the command line.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { s } from '../src/lib/strings';
import type { Overview } from '../src/lib/wire.gen';
import { asked, backend, id, open, settled } from './window';

const mine = { name: 'mine', bytes: 400_000_000, rough: false, added: true };
const starter = { name: 'starter', bytes: 98_000_000, rough: true, added: false };

async function look(now: Overview = { ...settled, model: null }): Promise<void> {
  await open(now);
  backend.modelsHere = now.model === null ? [] : [starter, mine];
  await fireEvent.click(id('nav-settings'));
}

describe('a model', () => {
  it('is added from a file, with progress, where there is none', async () => {
    await look();
    screen.getByText(s.library.modelNone);
    let done = (name: string | null): void => void name;
    backend.adding = new Promise((resolve) => (done = resolve));
    await fireEvent.click(id('model-add'));
    await waitFor(() => id('model-progress'));
    expect(asked('add_model')).toEqual([['/home/u/mine.gguf']]);
    expect(id('model-progress').textContent).toContain('Looking at the file');
    backend.step({ step: 'waiting' });
    await tick();
    expect(id('model-progress').textContent).toContain('Waiting until no draft is being written');
    backend.step({ step: 'summing', done: 100_000_000, total: 400_000_000 });
    await tick();
    expect(id('model-progress').textContent).toContain('Reading it through, 25 %');
    expect(within(id('model-progress')).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('0.25');
    // It goes on while another page is looked at.
    await fireEvent.click(id('nav-library'));
    await fireEvent.click(id('nav-settings'));
    id('model-progress');
    backend.modelsHere = [mine];
    backend.now = { ...settled, model: mine };
    done('mine');
    await waitFor(() => id('model-added'));
    expect(id('model-added').textContent).toContain(s.models.added('mine', true));
    expect(screen.queryByText(s.library.modelNone)).toBeNull();
    expect(id('model-choice').textContent).toContain('mine');
  });

  it('is not added where no file was chosen, or where it was stopped', async () => {
    await look();
    backend.folder = null;
    await fireEvent.click(id('model-add'));
    await tick();
    expect(asked('add_model')).toEqual([]);
    backend.folder = '/home/u';
    let done = (name: string | null): void => void name;
    backend.adding = new Promise((resolve) => (done = resolve));
    await fireEvent.click(id('model-add'));
    await waitFor(() => id('model-stop'));
    await fireEvent.click(id('model-stop'));
    expect(asked('stop_adding')).toHaveLength(1);
    done(null);
    await waitFor(() => id('model-add'));
    expect(screen.queryByTestId('model-added')).toBeNull();
    expect(screen.queryByTestId('error')).toBeNull();
  });

  it('that cannot be added says what is wrong with that file', async () => {
    await look();
    backend.adding = Promise.reject({ code: 'no_model', what: 'this is no GGUF model', path: '/home/u/mine.gguf', remedy: 'get it again' });
    await fireEvent.click(id('model-add'));
    await waitFor(() => id('error'));
    expect(id('error').textContent).toMatch(/This is no GGUF model\..*mine\.gguf.*Get it again\./s);
    id('model-add');
  });

  it('that was added is deleted only when asked twice; one that came with the program never', async () => {
    await look({ ...settled, model: starter });
    await waitFor(() => id('model-remove'));
    await fireEvent.click(screen.getByRole('button', { name: s.models.removeOf('mine') }));
    expect(asked('remove_model')).toEqual([]);
    const no = screen.getByRole('button', { name: s.models.removeNo });
    await waitFor(() => expect(document.activeElement).toBe(no));
    await fireEvent.click(no);
    await fireEvent.click(id('model-remove'));
    await fireEvent.click(id('model-remove-yes'));
    expect(asked('remove_model')).toEqual([['mine']]);
    await waitFor(() => expect(screen.queryByTestId('model-remove')).toBeNull());
    expect(id('model-choice').textContent).not.toContain('mine');
  });

  it('that cannot be deleted is still asked about, under its name', async () => {
    await look({ ...settled, model: starter });
    await waitFor(() => id('model-remove'));
    vi.spyOn(backend, 'removeModel').mockRejectedValueOnce(new Error('the disk is full'));
    await fireEvent.click(id('model-remove'));
    const asking = screen.getByRole('group', { name: s.models.removeOf('mine') });
    await fireEvent.click(within(asking).getByTestId('model-remove-yes'));
    await waitFor(() => expect(id('error').textContent).toContain('The disk is full'));
    id('model-remove-yes');
  });

  it('is the only one that is asked about, and only until it is gone', async () => {
    const other = { ...mine, name: 'other' };
    await look({ ...settled, model: starter });
    backend.modelsHere = [starter, mine, other];
    await fireEvent.click(id('nav-library'));
    await fireEvent.click(id('nav-settings'));
    const ask = (name: string): Promise<boolean> => fireEvent.click(screen.getByRole('button', { name: s.models.removeOf(name) }));
    await waitFor(() => screen.getByRole('button', { name: s.models.removeOf('other') }));
    await ask('mine');
    await ask('other');
    expect(screen.queryByRole('group', { name: s.models.removeOf('mine') })).toBeNull();
    await fireEvent.click(id('model-remove-yes'));
    await waitFor(() => expect(screen.getAllByTestId('model-remove')).toHaveLength(1));
    // Another one of that name is not asked about.
    backend.modelsHere = [starter, mine, other];
    await fireEvent.click(id('model-add'));
    await waitFor(() => expect(screen.getAllByTestId('model-remove')).toHaveLength(2));
    expect(screen.queryByTestId('model-remove-yes')).toBeNull();
  });
});
