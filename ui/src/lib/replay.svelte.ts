// How well does it know me: the user's last texts, drafted again and held against what they wrote.
import type { Backend } from './backend';
import { asFailure } from './failure';
import type { Failure } from './failure';
import type { Kind, ReplayEvent, ReplaySummary, Replayed } from './wire.gen';

/** So many texts are tried. */
const LAST = 5;

export interface ReplayState {
  phase: 'idle' | 'running' | 'ended';
  done: number;
  total: number;
  secondsLeft: number | null;
  results: Replayed[];
  summary: ReplaySummary | null;
  stopped: boolean;
  failure: Failure | null;
}

export const notTried: ReplayState = {
  phase: 'idle',
  done: 0,
  total: 0,
  secondsLeft: null,
  results: [],
  summary: null,
  stopped: false,
  failure: null,
};

export function replayReducer(state: ReplayState, event: ReplayEvent): ReplayState {
  if (state.phase !== 'running') return state;
  switch (event.event) {
    case 'progress':
      return { ...state, done: event.done, total: event.total, secondsLeft: event.seconds_left };
    case 'result':
      return { ...state, results: [...state.results, event] };
    case 'ended':
      return { ...state, phase: 'ended', summary: event.summary, stopped: event.stopped, failure: event.error };
  }
}

export class ReplayController {
  state = $state.raw<ReplayState>(notTried);
  stopping = $state(false);
  /** The kind that was tried. */
  kind = $state<Kind | null>(null);

  constructor(
    private readonly backend: Backend,
    private readonly ended: () => void = () => undefined,
  ) {}

  get running(): boolean {
    return this.state.phase === 'running';
  }

  async start(kind: Kind): Promise<void> {
    if (this.running) return;
    this.state = { ...notTried, phase: 'running' };
    this.kind = kind;
    this.stopping = false;
    try {
      await this.backend.startReplay(kind, LAST, (event) => this.#told(event));
    } catch (thrown) {
      this.state = { ...notTried, phase: 'ended', failure: asFailure(thrown) };
      this.ended();
    }
  }

  async stop(): Promise<void> {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    try {
      await this.backend.stopReplay();
    } catch (thrown) {
      this.stopping = false;
      this.state = { ...this.state, failure: asFailure(thrown) };
    }
  }

  /** Everything was deleted, and with it what was tried. */
  reset(): void {
    this.state = notTried;
    this.stopping = false;
    this.kind = null;
  }

  dismiss(): void {
    this.state = { ...this.state, failure: null };
  }

  #told(event: ReplayEvent): void {
    const before = this.state;
    this.state = replayReducer(before, event);
    if (before.phase !== 'running' || this.running) return;
    this.stopping = false;
    this.ended();
  }
}
