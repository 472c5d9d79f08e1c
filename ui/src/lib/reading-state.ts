// The state of one reading of a folder and how each event changes it, without side effects.
import type { Failure } from './failure';
import type { ReadingEvent, ReadingSummary } from './wire.gen';

export interface ReadingState {
  phase: 'idle' | 'running' | 'ended';
  files: number;
  total: number;
  documents: number;
  summary: ReadingSummary | null;
  failure: Failure | null;
}

export const nothingRead: ReadingState = {
  phase: 'idle',
  files: 0,
  total: 0,
  documents: 0,
  summary: null,
  failure: null,
};

export const readingBegun: ReadingState = { ...nothingRead, phase: 'running' };

export function readingReducer(state: ReadingState, event: ReadingEvent): ReadingState {
  if (state.phase !== 'running') return state;
  switch (event.event) {
    case 'progress':
      return { ...state, files: event.files, total: event.total, documents: event.documents };
    case 'ended':
      return { ...state, phase: 'ended', summary: event.summary, failure: event.error };
  }
}
