// What the user wants otherwise before a word is written: passages pinned and dropped, summary, words and habits by hand.
import { SvelteMap } from 'svelte/reactivity';
import type { DraftState } from './draft-state';
import type { Shell, Source, SummarySnippet, Wish } from './wire.gen';

export const noHabits: Shell = { greeting: '', sign_off: '', words_low: 0, words_median: 0, words_high: 0, pieces: 0 };

export const noWish: Wish = { pinned: [], dropped: [], summary: null, words: null, shell: null, anew: false };

/** Where the next draft begins anew; what stands above it stays as it is. */
export type From = 'sources' | 'summary' | 'words' | 'shell';

export class WishController {
  readonly pinned = new SvelteMap<number, Source>();
  readonly dropped = new SvelteMap<number, Source>();
  summary = $state.raw<SummarySnippet[] | null>(null);
  words = $state.raw<string[] | null>(null);
  shell = $state.raw<Shell | null>(null);
  /** The first thing that was changed since the last draft began. */
  from = $state<From | null>(null);

  pin(source: Source): void {
    if (!this.pinned.delete(source.id)) this.pinned.set(source.id, source);
    this.dropped.delete(source.id);
    this.#changed('sources');
  }

  drop(source: Source): void {
    if (!this.dropped.delete(source.id)) this.dropped.set(source.id, source);
    this.pinned.delete(source.id);
    this.#changed('sources');
  }

  say(summary: SummarySnippet[]): void {
    this.summary = summary;
    this.#changed('summary');
  }

  use(words: string[]): void {
    this.words = words;
    this.#changed('words');
  }

  habits(shell: Shell): void {
    this.shell = shell;
    this.#changed('shell');
  }

  /** As the engine wants it. */
  get wish(): Wish {
    return {
      pinned: [...this.pinned.keys()],
      dropped: [...this.dropped.keys()],
      summary: this.#said,
      words: this.words,
      shell: this.shell,
      anew: false,
    };
  }

  /**
   * A draft begins. Summary and words were changed for the draft before; another brief has others. Passages and habits
   * are the user's will until they take it back.
   */
  begun(sameBrief: boolean): void {
    this.from = null;
    if (sameBrief) return;
    this.summary = null;
    this.words = null;
  }

  /** Another page: nothing of this one is meant for it. */
  forget(): void {
    this.pinned.clear();
    this.dropped.clear();
    this.summary = null;
    this.words = null;
    this.shell = null;
    this.from = null;
  }

  /** What the reasons show: what the draft told, with the user's own changes in its place. */
  shown(draft: DraftState): Pick<DraftState, 'snippets' | 'words' | 'shell'> {
    return {
      snippets: this.#said ?? draft.snippets,
      words: this.words ?? draft.words,
      shell: this.shell ?? draft.shell,
    };
  }

  #changed(from: From): void {
    const order: From[] = ['sources', 'summary', 'words', 'shell'];
    if (this.from === null || order.indexOf(from) < order.indexOf(this.from)) this.from = from;
  }

  /** The summary by hand without what comes from passages that were dropped since. */
  get #said(): SummarySnippet[] | null {
    return this.summary?.filter(({ id }) => !this.dropped.has(id)) ?? null;
  }
}
