// What the user wants otherwise before a word is written: passages pinned and dropped, summary, words and habits by hand.
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { DraftState } from './draft-state';
import { ownText } from './own-text';
import type { Library } from './own-text';
import type { DocumentId, KeptWish, Shell, Source, SummarySnippet, Wish } from './wire.gen';

export const noHabits: Shell = { greeting: '', sign_off: '', words_low: 0, words_median: 0, words_high: 0, pieces: 0 };

export const noWish: Wish = { pinned: [], dropped: [], summary: null, words: null, shell: null, anew: false };

/** Where the next draft begins anew; what stands above it stays as it is. */
export type From = 'sources' | 'summary' | 'words' | 'shell';

/** A passage, and what it is called. */
export type Named = Pick<Source, 'id' | 'title'>;

export class WishController {
  readonly pinned = new SvelteSet<DocumentId>();
  /** With what they are called; `null` until that is looked up, and where the text is gone. */
  readonly dropped = new SvelteMap<DocumentId, string | null>();
  summary = $state.raw<SummarySnippet[] | null>(null);
  words = $state.raw<string[] | null>(null);
  shell = $state.raw<Shell | null>(null);
  /** The first thing that was changed since the last draft began. */
  from = $state<From | null>(null);

  constructor(
    private readonly library: Library,
    /** Whatever it is, it has changed. */
    private readonly changed: () => void = () => undefined,
  ) {}

  /** Those that are left out and can be brought back. */
  get leftOut(): Named[] {
    return [...this.dropped].flatMap(([id, title]) => (title === null ? [] : [{ id, title }]));
  }

  pin({ id }: Named): void {
    if (!this.pinned.delete(id)) this.pinned.add(id);
    this.dropped.delete(id);
    this.#changed('sources');
  }

  drop({ id, title }: Named): void {
    if (!this.dropped.delete(id)) this.dropped.set(id, title);
    this.pinned.delete(id);
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
      pinned: [...this.pinned],
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

  /** What holds for the page; summary and words were changed for one draft. */
  get kept(): KeptWish {
    return { pinned: [...this.pinned], dropped: [...this.dropped.keys()], shell: this.shell };
  }

  /** Another page: nothing of the one before is meant for it. */
  restore({ pinned, dropped, shell }: KeptWish): void {
    this.pinned.clear();
    for (const id of pinned) this.pinned.add(id);
    this.dropped.clear();
    for (const id of dropped) {
      this.dropped.set(id, null);
      void this.#name(id);
    }
    this.summary = null;
    this.words = null;
    this.shell = shell;
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

  /** Of a text that is still left out by then, be it on another page. */
  async #name(id: DocumentId): Promise<void> {
    const found = await ownText(this.library, id);
    if (found !== null && this.dropped.has(id)) this.dropped.set(id, found.title);
  }

  #changed(from: From): void {
    const order: From[] = ['sources', 'summary', 'words', 'shell'];
    if (this.from === null || order.indexOf(from) < order.indexOf(this.from)) this.from = from;
    this.changed();
  }

  /** The summary by hand without what comes from passages that were dropped since. */
  get #said(): SummarySnippet[] | null {
    return this.summary?.filter(({ id }) => !this.dropped.has(id)) ?? null;
  }
}
