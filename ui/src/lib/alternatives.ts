// The drafts that were made from one brief, in the order in which they came, and which of them stands in the text.
import { differences } from './differences';
import type { Difference } from './differences';
import type { Match } from './draft-state';

export interface Alternative {
  text: string;
  /** `null` where it cannot be told. */
  match: Match | null;
}

export interface Alternatives {
  /** What they were made from; another brief begins another pile. */
  of: string;
  drafts: readonly Alternative[];
  at: number;
}

export const noAlternatives: Alternatives = { of: '', drafts: [], at: 0 };

/** A draft has come to its end; a draft without words is none. */
export function added(pile: Alternatives, of: string, draft: Alternative): Alternatives {
  if (draft.text.trim() === '') return pile;
  const drafts = pile.of === of ? [...pile.drafts, draft] : [draft];
  return { of, drafts, at: drafts.length - 1 };
}

/** The next one, or the one before; round and round. */
export function stepped(pile: Alternatives, by: number): Alternatives {
  const count = pile.drafts.length;
  return count < 2 ? pile : { ...pile, at: (pile.at + by + count) % count };
}

/** The one at `at`; the same pile where there is none. */
export function turned(pile: Alternatives, at: number): Alternatives {
  return pile.drafts[at] === undefined ? pile : { ...pile, at };
}

export function current(pile: Alternatives): Alternative | null {
  return pile.drafts[pile.at] ?? null;
}

export function difference(pile: Alternatives, at: number): Difference[] {
  const draft = pile.drafts[at];
  return draft === undefined
    ? []
    : differences(
        draft.text,
        pile.drafts.filter((_, other) => other !== at).map(({ text }) => text),
      );
}
