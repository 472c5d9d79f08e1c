// What can be asked for on the writing page: a draft, another one, one that goes on from the caret, a passage anew.
import { added, current, joined, noAlternatives, standing, stepped, turned, unseen } from './alternatives';
import type { Alternative, Alternatives } from './alternatives';
import type { Backend } from './backend';
import type { DraftController, Ink } from './draft.svelte';
import { found, idle } from './draft-state';
import type { DraftState } from './draft-state';
import type { Manuscript, Stretch } from './editor/manuscript';
import type { Place } from './editor/stream';
import type { PageController } from './page.svelte';
import { briefOf, lengthOf, startBefore } from './rewrite';
import type { Brief, FurtherDraft, Wish } from './wire.gen';
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
  alternatives = $state.raw<Alternatives>(noAlternatives);
  suggestion = $state.raw<Suggestion | null>(null);
  /** The last draft is a passage said anew, which stands beside the text and not in it. */
  aside = $state(false);
  #manuscript: Manuscript | null = null;
  /** What the running draft is made from; another of the same goes on the same pile. */
  #of = '';
  /** What the drafts of the pile go on from. */
  #start = '';
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
  ) {}

  opened(manuscript: Manuscript): void {
    this.#manuscript = manuscript;
  }

  /** What a draft would be made from now; `null` while there is no page or one is being written. */
  get nextBrief(): Brief | null {
    if (this.#manuscript === null || this.draft.running) return null;
    return this.page.briefFrom(this.#manuscript.own);
  }

  /** Whether the next draft would be another one of those that are there. */
  get isAnother(): boolean {
    return this.page.standing === 'whole' && this.alternatives.drafts.length > 0 && this.#of === this.#made();
  }

  /** A draft of this brief that lies ready and was never seen; -1 where there is none. */
  get unseen(): number {
    return this.isAnother && this.free && this.wishes.from === null ? unseen(this.alternatives) : -1;
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
    const stretch = this.#manuscript?.selection ?? null;
    if (stretch === null || this.draft.running) return;
    const brief = briefOf(this.page.briefFrom(startBefore(stretch)), stretch);
    this.aside = true;
    this.#manuscript?.hold(stretch);
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

  /** Whether another draft may take the place of the one that stands: the user has not changed it. */
  get free(): boolean {
    return this.page.standing === 'whole' && !this.draft.running;
  }

  step(by: number): boolean {
    return this.#turn(stepped(this.alternatives, by));
  }

  /** Puts draft number `at` in the place of the one that stands. */
  turnTo(at: number): boolean {
    return this.#turn(turned(this.alternatives, at));
  }

  #turn(next: Alternatives): boolean {
    const draft = current(next);
    if (next.at === this.alternatives.at || draft === null || !this.free) return false;
    if (this.#manuscript?.swap(draft.text) !== true) return false;
    this.#manuscript.check(draft.checks, this.#start);
    this.alternatives = next;
    return true;
  }

  /** The text has changed: an Undo may have brought back another draft of the pile. */
  edited(): void {
    this.page.edited();
    if (this.alternatives.drafts.length < 2 || !this.free) return;
    this.alternatives = standing(this.alternatives, this.#manuscript?.drafted ?? '');
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
      this.draft.stepBack(state);
      return;
    }
    this.draft.stands();
    // One that was stopped is no alternative: it has no end.
    if (phase !== 'finished') return;
    this.alternatives = added(this.alternatives, this.#of, this.#alternative(state.text, state, true));
    this.#start = state.start;
    this.#manuscript?.check(state.checks, this.#start);
    this.#soon = setTimeout(() => this.#whenRead?.(), READING_MS);
  }

  #alternative(text: string, of: Pick<DraftState, 'match' | 'pointsKept' | 'checks'>, seen: boolean): Alternative {
    const points = this.page.brief.points.filter((point) => point.trim() !== '').length;
    const made = Math.round(of.pointsKept * points);
    return { text, match: of.match, points: points === 0 ? null : { made, of: points }, checks: of.checks, seen };
  }

  /** Whether the user reads the only draft of this brief, just as it came. */
  get #readsTheOnly(): boolean {
    return this.isAnother && this.free && this.alternatives.drafts.length === 1 && this.wishes.from === null;
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
    const others = drafts.map((draft) => this.#alternative(draft.text.slice(brief.start.length), found(draft.findings), false));
    const before = this.alternatives.drafts.length;
    this.alternatives = joined(this.alternatives, others);
    const count = this.alternatives.drafts.length - before;
    if (count > 0) this.further.came(count);
  }

  /** Another page has nothing to do with these. */
  forget(): void {
    this.alternatives = noAlternatives;
    this.suggestion = null;
    this.#of = '';
    this.#again = null;
    this.#nothingFurther();
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
    // What goes on from a draft is none of the others' kind.
    if (place.keeps === true) this.alternatives = noAlternatives;
    const of = this.#made();
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
      append: (delta) => stream.append(delta),
      end: () => stream.end(),
    };
    void this.draft.start(brief, ink, wish);
  }

  /** The brief without the text: drafts from the same one belong together. */
  #made(): string {
    return JSON.stringify(this.page.briefFrom(''));
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
