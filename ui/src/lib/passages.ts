// The passages that the draft in the text was made from: what a page keeps of them, and their cards when it is opened.
import type { DraftController } from './draft.svelte';
import { cutAt } from './half';
import { Newest } from './newest';
import { ownText } from './own-text';
import type { Library } from './own-text';
import type { KeptSource, Kind, Source } from './wire.gen';

/** A card has no more of a text: about as much as a draft is made from. */
export const LONGEST_PASSAGE = 1500;

export class Passages {
  /** Without their words: those are looked up in the library, and gone where they are gone from there. */
  kept: KeptSource[] = [];
  #newest = new Newest();

  constructor(
    private readonly library: Library,
    private readonly draft: Pick<DraftController, 'recall'>,
  ) {}

  /** The words of a draft made from them come into the text. */
  keep(sources: readonly Source[]): void {
    this.kept = sources.map(({ id, slot, why }) => ({ id, slot, why }));
  }

  /** A page is opened with the draft of a `kind` that was made from them. */
  restore(kept: KeptSource[], kind: Kind): void {
    this.kept = kept;
    void this.#newest.ask(
      () => Promise.all(kept.map((one) => this.#card(one))),
      (cards) => this.draft.recall(kind, cards.filter((card) => card !== null)),
      () => undefined,
    );
  }

  /** As far as its text is still there, and still the user's own. */
  async #card({ id, slot, why }: KeptSource): Promise<Source | null> {
    const found = await ownText(this.library, id);
    if (found === null) return null;
    const { title, path, kind, date, to, text } = found;
    const begins = text.slice(0, cutAt(text, LONGEST_PASSAGE));
    return { id, title, path, kind, date, to, score: 0, slot, why, text: begins };
  }
}
