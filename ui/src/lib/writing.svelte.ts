// What can be asked for on the writing page: a draft, another one, one that goes on from the caret, a passage anew.
import { current } from './alternatives';
import type { Backend } from './backend';
import type { DraftController, Ink } from './draft.svelte';
import { idle, matchIn } from './draft-state';
import type { Match } from './draft-state';
import type { Manuscript, Stretch } from './editor/manuscript';
import type { Place } from './editor/stream';
import type { KeptBeside, PageController } from './page.svelte';
import { Passages } from './passages';
import { PileController } from './pile.svelte';
import { bodyOf, briefOf, lengthOf, startBefore } from './rewrite';
import type { Brief, FurtherDraft, Page, Wish } from './wire.gen';
import { noHabits } from './wish.svelte';
import type { WishController } from './wish.svelte';

/** So long after its end a draft is being read: then others are written beside it. */
export const READING_MS = 3000;

/** A passage said anew, to be taken or left. */
export interface Suggestion {
  stretch: Stretch;
  text: string;
  done: boolean;
  /** The passage that it was to replace does not stand in the text any more. */
  lost: boolean;
}

/** Drafts that are written while the user reads one. */
export interface Further {
  /** Whether they want them. */
  wanted: () => boolean;
  /** So many have come. */
  came: (count: number) => void;
}

export class WritingController {
  suggestion = $state.raw<Suggestion | null>(null);
  /** The last draft is a passage said anew, which stands beside the text and not in it. */
  aside = $state(false);
  readonly pile: PileController;
  readonly #passages: Passages;
  #manuscript: Manuscript | null = null;
  /** What the running draft is made from; another of the same goes on the same pile. */
  #of = '';
  #again: (() => void) | null = null;
  /** Others may be written beside the draft that came last. */
  #whenRead: (() => void) | null = null;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly backend: Backend,
    private readonly draft: DraftController,
    private readonly page: PageController,
    private readonly wishes: WishController,
    private readonly further: Further,
  ) {
    this.pile = new PileController(page, () => draft.running);
    this.#passages = new Passages(backend, draft);
  }

  opened(manuscript: Manuscript): void {
    this.#manuscript = manuscript;
    this.pile.opened(manuscript);
  }

  /** Another page takes the place of this one, with the drafts that were kept with it. */
  restore(page: Page): void {
    this.suggestion = null;
    this.#of = '';
    this.#again = null;
    this.#nothingFurther();
    this.wishes.restore(page.wish);
    this.page.restore(page);
    this.pile.restore(page.pile);
    this.#passages.restore(page.sources, page.brief.kind);
  }

  /** What is kept beside brief and text where these words of a draft stand in it. */
  kept(drafted: string): KeptBeside {
    // Behind a text that was deleted there is nothing.
    const sources = this.page.written ? this.#passages.kept : [];
    return { pile: this.pile.kept(drafted), sources, wish: this.wishes.kept };
  }

  /** What a draft would be made from now; `null` while there is no page or one is being written. */
  get nextBrief(): Brief | null {
    if (this.#manuscript === null || this.draft.running) return null;
    return this.page.briefFrom(this.#manuscript.own);
  }

  /** A draft of this brief that lies ready and was never seen; -1 where there is none. */
  get unseen(): number {
    return this.wishes.from === null ? this.pile.unseen : -1;
  }

  /** How much the draft that stands in the text sounds like the user; `null` where that cannot be told. */
  get match(): Match | null {
    const { phase } = this.draft.state;
    const findings = current(this.pile.all)?.findings;
    // A page is opened with its drafts, and then none has been written.
    const stands = phase === 'finished' || phase === 'idle';
    return stands && !this.aside && findings !== undefined ? matchIn(findings) : null;
  }

  /** A draft from the brief and the user's own words; it takes the place of the last one. */
  start(): void {
    const manuscript = this.#manuscript;
    if (manuscript === null || this.draft.running) return;
    const within = this.page.standing === 'whole' ? manuscript.draftedWithin : null;
    const brief = this.page.briefFrom(within?.start ?? manuscript.own);
    this.#draft(brief, within !== null, within === null ? {} : { at: within.at });
  }

  /** Goes on where the caret stands; all that is there stays. */
  goOn(): void {
    const manuscript = this.#manuscript;
    if (manuscript === null || this.draft.running) return;
    const { start, at } = manuscript.untilCaret;
    this.#draft(this.page.briefFrom(start), manuscript.hasWordsAfter(at), { at, keeps: true });
  }

  /** Says what is chosen anew; it is shown beside what stands, and changes nothing yet. */
  rewrite(): void {
    const manuscript = this.#manuscript;
    const chosen = manuscript?.selection ?? null;
    if (manuscript === null || chosen === null || this.draft.running) return;
    const isLetter = this.page.brief.kind === 'email';
    const stretch = isLetter ? bodyOf(chosen, !manuscript.hasWordsAfter(chosen.to)) : chosen;
    const brief = briefOf(this.page.briefFrom(startBefore(stretch)), stretch);
    this.aside = true;
    manuscript.hold(stretch);
    this.suggestion = { stretch, text: '', done: false, lost: false };
    this.page.interrupted = false;
    this.#again = () => this.rewrite();
    void this.draft.start(brief, this.#beside(stretch), {
      ...this.wishes.wish,
      summary: null,
      words: null,
      shell: lengthOf(stretch),
      anew: true,
    });
  }

  take(): void {
    const { suggestion } = this;
    if (suggestion === null || this.#manuscript === null) return;
    if (!this.#manuscript.put(suggestion.stretch, suggestion.text.trim())) {
      this.suggestion = { ...suggestion, lost: true };
      return;
    }
    this.#toText();
    this.#manuscript.focus();
  }

  leave(): void {
    // One that still runs is left once it has stopped.
    if (this.draft.running) {
      this.suggestion = null;
      void this.draft.stop();
    } else this.#toText();
    this.#manuscript?.focus();
  }

  /** Nothing stands beside the text any more, and what is told is told of what stands in it. */
  #toText(): void {
    this.suggestion = null;
    this.aside = false;
    this.draft.stepBack(idle);
  }

  /** The text has changed. */
  edited(): void {
    this.page.edited();
    this.pile.edited();
  }

  /** Once more what failed. */
  again(): void {
    this.#again?.();
  }

  /** The draft has come to its end and stands in the text. */
  ended(): void {
    const { state } = this.draft;
    const { phase } = state;
    if (this.aside && this.suggestion !== null && phase !== 'failed' && this.suggestion.text.trim() !== '') {
      this.suggestion = { ...this.suggestion, done: true };
      return;
    }
    if (this.aside) {
      this.#toText();
      return;
    }
    // Without a word it has changed nothing, and the one before still stands.
    if (state.text === '' && this.page.standing !== 'none') {
      this.draft.stepBack({ ...state, phase: 'idle' });
      return;
    }
    this.draft.stands();
    // One that was stopped is no alternative: it has no end.
    if (phase !== 'finished' || state.findings === null) return;
    this.pile.add(this.#of, state.text, state.findings, state.start);
    this.#soon = setTimeout(() => this.#whenRead?.(), READING_MS);
  }

  /** Whether the user reads the only draft of this brief, just as it came. */
  get #readsTheOnly(): boolean {
    return this.pile.isAlone && this.wishes.from === null;
  }

  async #askFurther(brief: Brief, wish: Wish): Promise<void> {
    if (!this.#readsTheOnly || !this.further.wanted()) return;
    const of = this.#of;
    try {
      await this.backend.furtherDrafts(brief, wish, (drafts) => {
        if (of === this.#of) this.#came(brief, drafts);
      });
    } catch {
      // Nobody asked for them, so nobody misses them.
    }
  }

  #came(brief: Brief, drafts: FurtherDraft[]): void {
    if (!this.#readsTheOnly) return;
    const count = this.pile.join(drafts, brief.start);
    if (count === 0) return;
    this.further.came(count);
    this.page.keep();
  }

  #nothingFurther(): void {
    clearTimeout(this.#soon);
    this.#whenRead = null;
  }

  #draft(brief: Brief, inTheMiddle: boolean, place: Place): void {
    const manuscript = this.#manuscript;
    if (manuscript === null) return;
    this.page.interrupted = false;
    this.suggestion = null;
    this.aside = false;
    const of = this.pile.made;
    const same = of === this.#of;
    this.#of = of;
    this.wishes.begun(same);
    const wish = inTheMiddle ? this.#inTheMiddle(this.wishes.wish) : this.wishes.wish;
    this.#again = () => (place.keeps === true ? this.goOn() : this.start());
    this.#nothingFurther();
    if (place.keeps !== true) this.#whenRead = () => void this.#askFurther(brief, wish);
    const { stream } = manuscript;
    const ink: Ink = {
      begin: () => stream.begin(place),
      append: (delta) => {
        // It may come to nothing before its first word, and then the draft before still stands.
        if (delta !== '' && !stream.begun) {
          this.#passages.keep(this.draft.state.sources ?? []);
          // What goes on from a draft is none of the others' kind.
          if (place.keeps === true) this.pile.forget();
        }
        stream.append(delta);
      },
      end: () => stream.end(),
    };
    void this.draft.start(brief, ink, wish);
  }

  /** Behind it the user's own words go on, and they have an end already. */
  #inTheMiddle(wish: Wish): Wish {
    const habits = wish.shell ?? this.draft.habits(this.page.brief.kind) ?? noHabits;
    return { ...wish, shell: { ...habits, greeting: '', sign_off: '' } };
  }

  #beside(stretch: Stretch): Ink {
    return {
      begin: () => undefined,
      append: (delta) => {
        if (this.suggestion?.stretch !== stretch) return;
        this.suggestion = { ...this.suggestion, text: this.suggestion.text + delta };
      },
      end: () => undefined,
    };
  }
}
