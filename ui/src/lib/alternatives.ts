// The drafts that were made from one brief, in the order in which they came, and which of them stands in the text.
import { differences } from './differences';
import type { Difference } from './differences';

export interface Alternatives {
  /** What they were made from; another brief begins another pile. */
  of: string;
  drafts: readonly string[];
  at: number;
}

export const noAlternatives: Alternatives = { of: '', drafts: [], at: 0 };

/** A draft has come to its end; a draft without words is none. */
export function added(pile: Alternatives, of: string, draft: string): Alternatives {
  if (draft.trim() === '') return pile;
  const drafts = pile.of === of ? [...pile.drafts, draft] : [draft];
  return { of, drafts, at: drafts.length - 1 };
}

/** The next one, or the one before; round and round. */
export function stepped(pile: Alternatives, by: number): Alternatives {
  const count = pile.drafts.length;
  return count < 2 ? pile : { ...pile, at: (pile.at + by + count) % count };
}

export function current(pile: Alternatives): string | null {
  return pile.drafts[pile.at] ?? null;
}

export function difference(pile: Alternatives, at: number): Difference[] {
  const draft = pile.drafts[at];
  return draft === undefined
    ? []
    : differences(
        draft,
        pile.drafts.filter((_, other) => other !== at),
      );
}
