// The window as a whole: its pages, the draft and the library, and what one has to tell the other.
import type { Backend } from './backend';
import { DraftController } from './draft.svelte';
import type { Manuscript } from './editor/manuscript';
import { LibraryController } from './library.svelte';
import { PageController } from './page.svelte';
import { SearchController } from './search.svelte';
import { s } from './strings';

export type Place = 'loading' | 'first' | 'write' | 'library';

export class Longhand {
  place = $state<Place>('loading');
  /** What a screen reader is told: stages and the end, never the words of a draft. */
  spoken = $state('');
  readonly library: LibraryController;
  readonly draft: DraftController;
  readonly page: PageController;
  readonly search: SearchController;
  manuscript = $state.raw<Manuscript | null>(null);

  constructor(backend: Backend) {
    this.library = new LibraryController(backend);
    this.search = new SearchController(backend);
    this.draft = new DraftController(backend, () => this.#draftChanged());
    this.page = new PageController(backend, () => this.draft.running);
  }

  async open(): Promise<void> {
    const overview = await this.library.load();
    // Without the page that was left there is nothing to show yet: an empty one would be saved over it.
    if (overview === null) return;
    this.page.restore(overview.page);
    // Words that are there already are shown, whether or not anything was read.
    const fresh = overview.sources.length === 0 && !overview.reading;
    this.place = fresh && overview.page.text === '' ? 'first' : 'write';
  }

  opened(manuscript: Manuscript): void {
    this.manuscript = manuscript;
    this.page.opened(manuscript);
  }

  async chooseFolder(): Promise<void> {
    if (await this.library.addFolder()) this.#leaveFirst();
  }

  async trySample(): Promise<void> {
    if (await this.library.addSample()) this.#leaveFirst();
  }

  startDraft(): void {
    if (this.manuscript === null || this.draft.running) return;
    this.page.interrupted = false;
    void this.draft.start(this.page.briefFrom(this.manuscript.own), this.manuscript.stream);
  }

  stopDraft(): void {
    void this.draft.stop();
  }

  say(words: string): void {
    this.spoken = words;
  }

  #leaveFirst(): void {
    if (this.place === 'first') this.place = 'write';
  }

  #draftChanged(): void {
    this.page.changed();
    const { phase } = this.draft.state;
    if (phase === 'running') return;
    // The last words are written with the next frame; the page is saved with them.
    this.manuscript?.stream.afterEnd(() => {
      this.page.changed();
      this.page.flush();
      this.#sayEnd();
    });
  }

  #sayEnd(): void {
    const { phase, failure } = this.draft.state;
    if (phase === 'finished') this.say(s.status.finished(this.page.words));
    if (phase === 'cancelled') this.say(s.status.cancelled);
    if (phase === 'failed') this.say(failure === null ? s.status.failed : s.sentence(s.capital(failure.what)));
    if (this.draft.busy) this.say(s.write.busy);
  }
}
