// Runs one draft at a time: starts it, hands its words to the manuscript, stops it, says how it stands.
import type { Backend } from './backend';
import { begun, draftReducer, idle, refused } from './draft-state';
import type { DraftState } from './draft-state';
import { asFailure } from './failure';
import { wait } from './pace';
import type { Wait } from './pace';
import { readsPieces } from './readiness';
import { s } from './strings';
import { noWish } from './wish.svelte';
import type { Brief, DraftEvent, DraftId, Kind, Shell, Source, Wish } from './wire.gen';

/** Where the words of a draft go; the editor's `Stream` is one. */
export interface Ink {
  begin(): void;
  append(delta: string): void;
  end(): void;
}

export class DraftController {
  state = $state.raw<DraftState>(idle);
  stopping = $state(false);
  /** A second start while one runs: a note and not an error. */
  busy = $state(false);
  kind = $state<Kind>('email');
  /** Habits as last told; they hold for the next draft of the same kind until it tells its own. */
  #habits = $state.raw<{ kind: Kind; shell: Shell } | null>(null);
  /** The last one whose words stand in the text. */
  #standing: { kind: Kind; state: DraftState } | null = null;
  #id: DraftId | null = null;
  // Events of a draft that was given up must not reach the next one.
  #run = 0;

  constructor(
    private readonly backend: Backend,
    private readonly changed: () => void = () => undefined,
  ) {}

  get running(): boolean {
    return this.state.phase === 'running';
  }

  /** What goes on, in plain words; empty when nothing does. */
  get activity(): string {
    if (!this.running) return '';
    if (this.stopping) return s.status.stopping;
    if (this.state.text !== '') return s.status.writing;
    const { done, ready } = this.state;
    if (done === null) return s.status.begin;
    // From there on the model reads; the stage itself is done behind the last word.
    if (ready !== null) return readsPieces(ready) ? s.status.readingTexts : s.status.readingPoints;
    return s.status.after[done];
  }

  /** How the model's reading before the first word goes on, once it is seen to take long. */
  get reading(): Wait | null {
    const { reading, text } = this.state;
    if (!this.running || this.stopping || text !== '' || reading === null) return null;
    return wait(reading);
  }

  habits(kind: Kind): Shell | null {
    return this.#habits?.kind === kind ? this.#habits.shell : null;
  }

  async start(brief: Brief, ink: Ink, wish: Wish = noWish): Promise<void> {
    if (this.running) return;
    const run = ++this.#run;
    this.state = begun(brief.start);
    this.kind = brief.kind;
    this.stopping = false;
    this.busy = false;
    this.#id = null;
    ink.begin();
    this.changed();
    try {
      const id = await this.backend.startDraft(brief, wish, (event) => {
        if (run === this.#run) this.#told(event, ink, wish);
      });
      // Given up before it had a number.
      if (run !== this.#run) {
        await this.#sendStop(id);
        return;
      }
      this.#id = id;
      // *Stop* may have been pressed before the draft had a number.
      if (this.stopping && this.running) await this.#sendStop(id);
    } catch (thrown) {
      if (run !== this.#run || !this.running) return;
      const failure = asFailure(thrown);
      this.busy = failure.code === 'busy';
      this.state = this.busy ? idle : refused(this.state, failure);
      this.stopping = false;
      ink.end();
      this.changed();
    }
  }

  async stop(): Promise<void> {
    if (!this.running || this.stopping) return;
    this.stopping = true;
    if (this.#id !== null) await this.#sendStop(this.#id);
  }

  /** The page goes: the draft ends unseen, and nothing of it comes to the next page. */
  giveUp(): void {
    if (this.running && this.#id !== null) void this.#sendStop(this.#id);
    this.#run += 1;
    this.state = idle;
    this.#standing = null;
    this.stopping = false;
    this.busy = false;
  }

  /** Everything was deleted: habits, too, were told of texts that are gone. */
  reset(): void {
    this.giveUp();
    this.#habits = null;
  }

  /** The last one stands in the text. */
  stands(): void {
    this.#standing = { kind: this.kind, state: this.state };
  }

  /** A page was opened: the draft that stands there was made from `sources`, unless another has come since. */
  recall(kind: Kind, sources: Source[]): void {
    if (sources.length === 0 || this.#standing !== null) return;
    this.#standing = { kind, state: { ...idle, sources } };
    if (this.state.phase === 'idle') this.stepBack(idle);
  }

  /** Tells of the draft that stands in the text, or `otherwise` of none. What went wrong with the last one stays said. */
  stepBack(otherwise: DraftState): void {
    const { kind, state } = this.#standing ?? { kind: this.kind, state: otherwise };
    this.kind = kind;
    this.state = { ...state, failure: this.state.failure };
  }

  dismiss(): void {
    this.busy = false;
    this.state = { ...this.state, failure: null };
  }

  async #sendStop(id: DraftId): Promise<void> {
    try {
      await this.backend.stopDraft(id);
    } catch (thrown) {
      this.stopping = false;
      this.state = { ...this.state, failure: asFailure(thrown) };
    }
  }

  #told(event: DraftEvent, ink: Ink, wish: Wish): void {
    const before = this.state;
    this.state = draftReducer(before, event, performance.now());
    if (this.state === before) return;
    // What was asked for once is no habit.
    if (event.event === 'words' && wish.shell === null) this.#habits = { kind: this.kind, shell: event.shell };
    ink.append(this.state.text.slice(before.text.length));
    if (this.state.phase === 'running') return;
    this.stopping = false;
    ink.end();
    this.changed();
  }
}
