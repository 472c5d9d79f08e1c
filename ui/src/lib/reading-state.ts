// The state of one reading of a folder and how each event changes it, without side effects.
import type { Failure } from './failure';
import type { ReadingEvent, ReadingProgress, ReadingSummary } from './wire.gen';

export interface ReadingState {
  phase: 'idle' | 'running' | 'ended';
  /** `null` before the first word of it. */
  progress: ReadingProgress | null;
  summary: ReadingSummary | null;
  failure: Failure | null;
}

export const nothingRead: ReadingState = { phase: 'idle', progress: null, summary: null, failure: null };

export const readingBegun: ReadingState = { ...nothingRead, phase: 'running' };

export function readingReducer(state: ReadingState, event: ReadingEvent): ReadingState {
  if (state.phase !== 'running') return state;
  switch (event.event) {
    case 'progress':
      return { ...state, progress: event };
    case 'ended':
      return { ...state, phase: 'ended', summary: event.summary, failure: event.error };
  }
}

/** How much of a reading is done, 0 to 1: files are of very different sizes, so it is their bytes that count. */
export function part({ files, total, bytes, total_bytes }: ReadingProgress): number {
  if (total_bytes > 0) return Math.min(1, bytes / total_bytes);
  return total > 0 ? Math.min(1, files / total) : 0;
}
