// What a screen reader is told of what has come about; of a failure nothing where its note is seen, which is heard itself.
import { difference } from './alternatives';
import type { Alternatives } from './alternatives';
import type { DraftState } from './draft-state';
import type { ReplayState } from './replay.svelte';
import { s } from './strings';

export function endOfDraft({ phase, failure }: DraftState, aside: boolean, words: number, seen: boolean): string | null {
  if (failure !== null) return seen ? null : s.sentence(s.capital(failure.what));
  if (phase === 'finished') return aside ? s.write.rewritten : s.status.finished(words);
  if (phase === 'cancelled') return s.status.cancelled;
  return phase === 'failed' ? s.status.failed : null;
}

export function endOfReplay({ summary, stopped, failure }: ReplayState, seen: boolean): string | null {
  if (failure !== null) return seen ? null : s.sentence(s.capital(failure.what));
  return summary === null ? s.voice.stoppedEarly : s.voice.answer(summary, stopped).join(' ');
}

/** Another draft stands in the text. */
export function turnedTo(all: Alternatives): string {
  const words = difference(all, all.at).map((one) => s.write.differences[one]);
  return s.write.alternative(all.at + 1, all.drafts.length, words);
}
