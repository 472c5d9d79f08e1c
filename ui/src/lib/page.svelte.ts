// The page that the user writes on: brief and text, saved as they type and restored at the start.
import type { Backend } from './backend';
import type { Manuscript } from './editor/manuscript';
import { asFailure } from './failure';
import type { Failure } from './failure';
import { PageSaver } from './page-saver';
import { countWords } from './words';
import type { Brief, Page } from './wire.gen';

export const emptyBrief: Brief = {
  kind: 'email',
  title: '',
  to: '',
  about: '',
  rating: '',
  points: [],
  reply_to: '',
  start: '',
  length: 'usual',
};

export class PageController {
  brief = $state<Brief>({ ...emptyBrief });
  words = $state(0);
  /** The last draft was cut off when the program ended. */
  interrupted = $state(false);
  failure = $state.raw<Failure | null>(null);
  #restored = '';
  #manuscript: Manuscript | null = null;
  #saver: PageSaver;

  constructor(
    backend: Backend,
    running: () => boolean,
    /** Brief or text have changed, by whomever. */
    private readonly noticed: () => void,
  ) {
    this.#saver = new PageSaver(
      () => ({ brief: { ...$state.snapshot(this.brief), start: '' }, text: this.text, interrupted: running() }),
      (page) => backend.savePage(page),
      (thrown) => (this.failure = asFailure(thrown)),
      () => (this.failure = null),
    );
  }

  get text(): string {
    return this.#manuscript?.text ?? this.#restored;
  }

  restore(page: Page): void {
    this.brief = { ...emptyBrief, ...page.brief };
    this.interrupted = page.interrupted;
    this.#restored = page.text;
    this.words = countWords(page.text);
  }

  /** The editor has come, with the text that was restored. */
  opened(manuscript: Manuscript): void {
    this.#manuscript = manuscript;
  }

  edited(text: string): void {
    this.words = countWords(text);
    this.changed();
  }

  changed(): void {
    this.#saver.changed();
    this.noticed();
  }

  flush(): void {
    this.#saver.flush();
  }

  /** The brief as the pipeline wants it, going on from the user's own words. */
  briefFrom(start: string): Brief {
    const brief = $state.snapshot(this.brief);
    return { ...brief, points: brief.points.filter((point) => point.trim() !== ''), start };
  }
}
