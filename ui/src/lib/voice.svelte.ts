// What was learned of the user's hand, and what they want otherwise.
import type { Backend } from './backend';
import { asFailure } from './failure';
import type { Failure } from './failure';
import { Newest } from './newest';
import type { Avoid, Corrections, Kind, VoiceOf } from './wire.gen';

export const asCounted: Corrections = { greeting: null, sign_off: null, most_words: null, without: null, words_out: null };

/** What drafts follow: what was said of this person, and where nothing was, of all texts of the kind. */
export function followed({ corrections, usual }: VoiceOf): Corrections {
  return {
    greeting: corrections.greeting ?? usual.greeting,
    sign_off: corrections.sign_off ?? usual.sign_off,
    most_words: corrections.most_words ?? usual.most_words,
    without: corrections.without ?? usual.without,
    words_out: corrections.words_out ?? usual.words_out,
  };
}

function toggled<One>(all: readonly One[], one: One): One[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}

export class VoiceController {
  kind = $state<Kind | null>(null);
  /** Whom the texts went to; empty for everybody. */
  to = $state('');
  /** `null` where there is nothing of the user's, or it was not asked for yet. */
  view = $state.raw<VoiceOf | null>(null);
  failure = $state.raw<Failure | null>(null);
  #newest = new Newest();
  /** The last correction is kept, or could not be; the next one waits for it, so that the older never arrives last. */
  #saved: Promise<unknown> = Promise.resolve();
  /** What is shown as it is kept, without corrections that are on their way. */
  #kept: VoiceOf | null = null;

  constructor(private readonly backend: Backend) {}

  get followed(): Corrections {
    return this.view === null ? asCounted : followed(this.view);
  }

  /** Looks again; `kinds` are those of which there are texts, most of them first. */
  async load(kinds: Kind[]): Promise<void> {
    const kind = this.kind !== null && kinds.includes(this.kind) ? this.kind : (kinds[0] ?? null);
    if (kind !== this.kind) this.to = '';
    this.kind = kind;
    if (kind === null) {
      this.#newest.drop();
      this.view = null;
      return;
    }
    await this.#look(kind, this.to);
  }

  async choose(kind: Kind): Promise<void> {
    this.kind = kind;
    this.to = '';
    await this.#look(kind, '');
  }

  async address(to: string): Promise<void> {
    this.to = to;
    if (this.kind !== null) await this.#look(this.kind, to);
  }

  /** Of what is shown; `null` in a part takes it back: then it is as it was counted. */
  async correct(change: Partial<Corrections>): Promise<void> {
    const before = this.view;
    if (before === null) return;
    const { kind, to } = before;
    const corrections = { ...before.corrections, ...change };
    // What is being looked up of the same texts does not know of it yet, and would take it back.
    if (kind === this.kind && to === this.to) this.#newest.drop();
    const view = { ...before, corrections };
    this.view = view;
    const saving = this.#saved.then(() => this.backend.correct(kind, to, corrections));
    this.#saved = saving.catch(() => undefined);
    try {
      await saving;
      this.failure = null;
      if (this.#kept?.kind === kind && this.#kept.to === to) this.#kept = view;
    } catch (thrown) {
      this.failure = asFailure(thrown);
      // With a newer one this one is tried once more.
      if (this.view === view) this.view = this.#kept;
    }
  }

  /** Everything was deleted. */
  reset(): void {
    this.#newest.drop();
    this.kind = null;
    this.to = '';
    this.view = this.#kept = null;
    this.failure = null;
  }

  /** A mark is used in drafts, or no longer. */
  toggleMark(mark: Avoid): Promise<void> {
    return this.correct({ without: toggled(this.followed.without ?? [], mark) });
  }

  /** A word is put forward in drafts, or no longer. */
  toggleWord(word: string): Promise<void> {
    return this.correct({ words_out: toggled(this.followed.words_out ?? [], word) });
  }

  #look(kind: Kind, to: string): Promise<void> {
    return this.#newest.ask(
      () => this.#saved.then(() => this.backend.voice(kind, to)),
      (view) => (this.view = this.#kept = view),
      (failure) => (this.failure = failure),
    );
  }
}
