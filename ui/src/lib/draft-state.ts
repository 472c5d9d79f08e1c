// The state of one draft and how each event changes it, without side effects.
import type { Failure } from './failure';
import { progressed } from './pace';
import type { Progress } from './pace';
import type { DraftEvent, Findings, Shell, Source, Spread, Stage, SummarySnippet, Trait } from './wire.gen';

export type Ready = Extract<DraftEvent, { event: 'ready' }>;
export type Phase = 'idle' | 'running' | 'finished' | 'cancelled' | 'failed';

/** How a draft compares with what the user writes themselves. */
export interface Match {
  /** How much it sounds like them, 0 to 1. */
  share: number;
  /** Where that lies for most of their own texts. */
  usual: Spread | null;
  /** In what it differs from them. */
  traits: Trait[];
}

export interface DraftState {
  phase: Phase;
  /** What the draft goes on from; `ended.text` begins with it. */
  start: string;
  /** In what it is made another way than usual; empty where it is not. */
  otherwise: string[];
  /** The stage that was done last. */
  done: Stage | null;
  /** `null` until it is known whose words will be used; empty if nobody's. */
  sources: Source[] | null;
  snippets: SummarySnippet[];
  words: string[];
  shell: Shell | null;
  /** What was ready beforehand; `null` until the model is about to read. */
  ready: Ready | null;
  /** How far the model has read what was not ready. */
  reading: Progress | null;
  /** What was generated so far, without gaps. */
  text: string;
  nextSeq: number;
  /** Deltas that came before their turn. */
  early: ReadonlyMap<number, string>;
  failure: Failure | null;
  /** What there is to say of it, by positions in `start` and `text` together; `null` until it has ended. */
  findings: Findings | null;
}

export const idle: DraftState = {
  phase: 'idle',
  start: '',
  otherwise: [],
  done: null,
  sources: null,
  snippets: [],
  words: [],
  shell: null,
  ready: null,
  reading: null,
  text: '',
  nextSeq: 0,
  early: new Map(),
  failure: null,
  findings: null,
};

/** How much a draft sounds like the user; `null` where that cannot be told. */
export function matchIn({ voice_match: share, voice_usual: usual, traits }: Findings): Match | null {
  return share === null ? null : { share, usual, traits };
}

/** What is told of a draft at its end, by itself. */
function findingsIn(ended: Findings): Findings {
  const { points_kept, voice_match, voice_usual, traits, unsupported, copied } = ended;
  return { points_kept, voice_match, voice_usual, traits, unsupported, copied };
}

export function begun(start: string): DraftState {
  return { ...idle, phase: 'running', start };
}

function withDelta(state: DraftState, seq: number, delta: string): DraftState {
  if (seq < state.nextSeq) return state;
  if (seq > state.nextSeq) return { ...state, early: new Map(state.early).set(seq, delta) };
  let text = state.text + delta;
  let nextSeq = seq + 1;
  const early = new Map(state.early);
  for (let next = early.get(nextSeq); next !== undefined; next = early.get(nextSeq)) {
    early.delete(nextSeq);
    text += next;
    nextSeq += 1;
  }
  return { ...state, text, nextSeq, early };
}

/** Everything that was generated, as `ended` tells it: it fills what got lost on the way, and never takes back. */
function complete(state: DraftState, whole: string): string {
  if (!whole.startsWith(state.start)) return state.text;
  const generated = whole.slice(state.start.length);
  return generated.startsWith(state.text) ? generated : state.text;
}

/** `now` in milliseconds, by any clock. */
export function draftReducer(state: DraftState, event: DraftEvent, now: number): DraftState {
  // Nothing comes after the end; what comes all the same belongs to no draft.
  if (state.phase !== 'running') return state;
  switch (event.event) {
    case 'method':
      return { ...state, otherwise: event.otherwise };
    case 'stage':
      return { ...state, done: event.stage };
    case 'sources':
      return { ...state, sources: event.sources };
    case 'summary':
      return { ...state, snippets: event.snippets };
    case 'words':
      return { ...state, words: event.words, shell: event.shell };
    case 'ready':
      return { ...state, ready: event };
    case 'reading':
      return { ...state, reading: progressed(state.reading, event.done, event.total, now) };
    case 'candidates':
      // The window asks for one draft at a time.
      return state;
    case 'text':
      return withDelta(state, event.seq, event.delta);
    case 'ended':
      return {
        ...state,
        phase: event.outcome,
        text: complete(state, event.text),
        early: new Map(),
        failure: event.error,
        findings: findingsIn(event),
      };
  }
}

/** A refusal to begin: the draft never ran. */
export function refused(state: DraftState, failure: Failure): DraftState {
  return { ...state, phase: 'failed', failure };
}
