// The drafts that were made from one brief, in the order in which they came, and which of them stands in the text.
import { differences } from './differences';
import type { Difference } from './differences';
import type { Alternative } from './wire.gen';

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

/** Others were written beside the one that stands, which stays. One that came out like one that is there is none. */
export function joined(pile: Alternatives, others: readonly Alternative[]): Alternatives {
  const known = new Set(pile.drafts.map(({ text }) => text.trim()));
  const fresh = others.filter(({ text }) => text.trim() !== '' && !known.has(text.trim()));
  return { ...pile, drafts: [...pile.drafts, ...fresh] };
}

/** The first that nobody has seen yet; -1 where there is none. */
export function unseen(pile: Alternatives): number {
  return pile.drafts.findIndex(({ seen }) => !seen);
}

/** The next one, or the one before; round and round. */
export function stepped(pile: Alternatives, by: number): Alternatives {
  const count = pile.drafts.length;
  return count < 2 ? pile : turned(pile, (pile.at + by + count) % count);
}

/** The one at `at`; the same pile where there is none. */
export function turned(pile: Alternatives, at: number): Alternatives {
  if (pile.drafts[at] === undefined) return pile;
  const drafts = pile.drafts.map((draft, other) => (other === at ? { ...draft, seen: true } : draft));
  return { ...pile, drafts, at };
}

/** The one that says `text`; the same pile where none does. */
export function standing(pile: Alternatives, text: string): Alternatives {
  if (current(pile)?.text === text) return pile;
  return turned(
    pile,
    pile.drafts.findIndex((draft) => draft.text === text),
  );
}

/** How many of the points it makes; `null` where there are none. */
export function pointsMade({ points, findings }: Alternative): { made: number; of: number } | null {
  return points === 0 ? null : { made: Math.round(findings.points_kept * points), of: points };
}

/** The one that makes more of the points than the one that stands, and most of all; -1 where that makes most. */
export function morePoints(pile: Alternatives): number {
  const made = pile.drafts.map((draft) => pointsMade(draft)?.made ?? 0);
  const most = Math.max(0, ...made);
  return most > (made[pile.at] ?? 0) ? made.indexOf(most) : -1;
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
