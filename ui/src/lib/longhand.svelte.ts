// The window as a whole: its pages, the draft and the library, and what one has to tell the other.
import type { Backend } from './backend';
import { showChecks } from './editor/checks';
import { DraftController } from './draft.svelte';
import type { Manuscript } from './editor/manuscript';
import { LibraryController } from './library.svelte';
import { PageController } from './page.svelte';
import { Preparer } from './preparer';
import { FilesController } from './files.svelte';
import { SearchController } from './search.svelte';
import { s } from './strings';
import type { Brief } from './wire.gen';

export type Place = 'loading' | 'first' | 'write' | 'library';

export class Longhand {
  place = $state<Place>('loading');
  /** What a screen reader is told: stages and the end, never the words of a draft. */
  spoken = $state('');
  readonly library: LibraryController;
  readonly draft: DraftController;
  readonly page: PageController;
  readonly search: SearchController;
  readonly files: FilesController;
  manuscript = $state.raw<Manuscript | null>(null);
  #preparer: Preparer;

  constructor(backend: Backend) {
    this.library = new LibraryController(backend);
    this.search = new SearchController(backend);
    this.files = new FilesController(backend);
    this.draft = new DraftController(backend, () => this.#draftChanged());
    this.#preparer = new Preparer(
      () => this.#nextBrief(),
      (brief) => backend.prepare(brief),
    );
    this.page = new PageController(
      backend,
      () => this.draft.running,
      () => this.#preparer.changed(),
    );
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
    this.#preparer.changed();
  }

  async chooseFolder(): Promise<void> {
    if (await this.library.addFolder()) this.#leaveFirst();
  }

  async trySample(): Promise<void> {
    if (await this.library.addSample()) this.#leaveFirst();
  }

  startDraft(): void {
    const brief = this.#nextBrief();
    if (brief === null || this.manuscript === null) return;
    this.page.interrupted = false;
    void this.draft.start(brief, this.manuscript.stream);
  }

  /** The button that was pressed goes away with the failure, so the focus goes to where the words will come. */
  draftAgain(): void {
    this.startDraft();
    this.manuscript?.focus();
  }

  stopDraft(): void {
    void this.draft.stop();
  }

  say(words: string): void {
    this.spoken = words;
  }

  /** What a draft would be made from now; `null` while there is no page or one is being written. */
  #nextBrief(): Brief | null {
    if (this.manuscript === null || this.draft.running) return null;
    return this.page.briefFrom(this.manuscript.own);
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
      const { checks, start } = this.draft.state;
      if (this.manuscript !== null) showChecks(this.manuscript.view, checks, start);
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
