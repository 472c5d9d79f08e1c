// One draft, event by event.
import { describe, expect, it } from 'vitest';
import { begun, draftReducer, idle, matchIn } from '../src/lib/draft-state';
import type { DraftState } from '../src/lib/draft-state';
import type { DraftEvent, Findings, Outcome } from '../src/lib/wire.gen';
import { ready, source } from './fake-backend';

const text = (seq: number, delta: string): DraftEvent => ({ event: 'text', seq, delta });
const ended = (outcome: Outcome, whole: string): DraftEvent => ({
  event: 'ended',
  outcome,
  text: whole,
  points_kept: 0.5,
  voice_match: 0.82,
  voice_usual: { low: 0.7, middle: 0.9, high: 0.98 },
  traits: [],
  unsupported: [{ from: 6, to: 9, text: 'Len', why: 'a name that nobody gave' }],
  copied: [],
  first_token_ms: null,
  tokens_per_s: null,
  error: outcome === 'failed' ? { code: 'worker_died', what: 'the model ended', path: null, remedy: null } : null,
});
/** A second lies between two events. */
const SECOND = 1000;
const after = (...events: DraftEvent[]): DraftState => events.reduce((state, event, at) => draftReducer(state, event, at * SECOND), begun('Hello'));

describe('draftReducer', () => {
  it('knows the sources before there is a word', () => {
    const state = after({ event: 'stage', stage: 'retrieve', ms: 1 }, { event: 'sources', sources: [source] });
    expect(state.sources).toEqual([source]);
    expect(state.done).toBe('retrieve');
    expect(state.text).toBe('');
  });

  it('knows at the end how it sounds and what to look at', () => {
    const state = after(ended('finished', 'Hello Len'));
    const findings = state.findings as Findings;
    expect(matchIn(findings)).toEqual({ share: 0.82, usual: { low: 0.7, middle: 0.9, high: 0.98 }, traits: [] });
    expect(findings.unsupported.map(({ text: marked }) => marked)).toEqual(['Len']);
    expect(after().findings).toBeNull();
  });

  it('tells no sources yet from no sources at all', () => {
    expect(after().sources).toBeNull();
    expect(after({ event: 'sources', sources: [] }).sources).toEqual([]);
  });

  it('keeps what was ready, and has heard of nothing before', () => {
    expect(after().ready).toBeNull();
    expect(after(ready)).toMatchObject({ ready, text: '' });
    expect(after(ready, ended('finished', 'Hello')).ready).toEqual(ready);
  });

  it('keeps how far the model has read, and since when', () => {
    expect(after(ready).reading).toBeNull();
    const state = after(ready, { event: 'reading', done: 10, total: 90 }, { event: 'reading', done: 50, total: 90 });
    expect(state.reading).toEqual({ done: 50, total: 90, at: 2 * SECOND, first: { done: 10, at: SECOND } });
  });

  it('joins deltas in order', () => {
    expect(after(text(0, ' all,'), text(1, '\n')).text).toBe(' all,\n');
  });

  it('holds what came before its turn and drops what came twice', () => {
    const gap = after(text(0, 'a'), text(2, 'c'), text(3, 'd'));
    expect(gap.text).toBe('a');
    expect(draftReducer(gap, text(1, 'b'), 0).text).toBe('abcd');
    expect(after(text(0, 'a'), text(0, 'a')).text).toBe('a');
  });

  it('fills a gap from the whole text at the end', () => {
    expect(after(text(0, ' a'), text(2, 'c'), ended('finished', 'Hello abc')).text).toBe(' abc');
  });

  it('never takes back words that are on the page', () => {
    expect(after(text(0, ' all'), ended('finished', 'Hello you')).text).toBe(' all');
    expect(after(text(0, ' all'), ended('failed', '')).text).toBe(' all');
  });

  it.each(['finished', 'cancelled', 'failed'] as const)('keeps the text when %s', (outcome) => {
    const state = after(text(0, ' all'), ended(outcome, 'Hello all'));
    expect(state.phase).toBe(outcome);
    expect(state.text).toBe(' all');
    expect(state.failure?.code).toBe(outcome === 'failed' ? 'worker_died' : undefined);
  });

  it('hears nothing after the end, nor before the beginning', () => {
    const over = after(ended('cancelled', 'Hello'));
    expect(draftReducer(over, text(0, 'late'), 0)).toBe(over);
    expect(draftReducer(idle, text(0, 'early'), 0)).toBe(idle);
  });
});
