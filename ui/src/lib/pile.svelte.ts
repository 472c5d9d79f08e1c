// The drafts of one brief: which of them stands in the text, what may take its place, and what a page keeps of them.
import { added, current, joined, noAlternatives, standing, stepped, turned, unseen } from './alternatives';
import type { Alternatives } from './alternatives';
import type { Manuscript } from './editor/manuscript';
import type { PageController } from './page.svelte';
import type { Alternative, Findings, Mark, Pile } from './wire.gen';

/** A page keeps no more of them: the newest, and the one that stands. */
export const MOST_KEPT = 8;

const nothingKept: Pile = { drafts: [], fits: false };

export class PileController {
  all = $state.raw<Alternatives>(noAlternatives);
  #manuscript: Manuscript | null = null;

  constructor(
    private readonly page: PageController,
    private readonly running: () => boolean,
  ) {}

  /** The editor has come, with the text of the page. */
  opened(manuscript: Manuscript): void {
    this.#manuscript = manuscript;
    this.#underline();
  }

  /** The brief without the text: drafts from the same one belong together. */
  get made(): string {
    return JSON.stringify(this.page.briefFrom(''));
  }

  /** Whether the next draft would be another one of those that are there. */
  get isAnother(): boolean {
    return this.page.standing === 'whole' && this.all.drafts.length > 0 && this.all.of === this.made;
  }

  /** Whether another draft may take the place of the one that stands: the user has not changed it. */
  get free(): boolean {
    return this.page.standing === 'whole' && !this.running();
  }

  /** Whether the only draft of this brief stands, just as it came. */
  get isAlone(): boolean {
    return this.isAnother && this.free && this.all.drafts.length === 1;
  }

  /** A draft of this brief that lies ready and was never seen; -1 where there is none. */
  get unseen(): number {
    return this.isAnother && this.free ? unseen(this.all) : -1;
  }

  /** A draft made from `of` has come to its end and stands in the text. */
  add(of: string, text: string, findings: Findings, start: string): void {
    this.all = added(this.all, of, this.#alternative(text, findings, start, true));
    this.#underline();
  }

  /** Others of the same brief, each behind `start`, lie beside the one that stands; how many of them are new. */
  join(others: readonly { text: string; findings: Findings }[], start: string): number {
    const before = this.all.drafts.length;
    const drafts = others.map(({ text, findings }) => this.#alternative(text.slice(start.length), findings, start, false));
    this.all = joined(this.all, drafts);
    return this.all.drafts.length - before;
  }

  step(by: number): boolean {
    return this.#turn(stepped(this.all, by));
  }

  /** Puts draft number `at` in the place of the one that stands. */
  turnTo(at: number): boolean {
    return this.#turn(turned(this.all, at));
  }

  /** The text has changed: an Undo may have brought back another draft of the pile. */
  edited(): void {
    if (this.all.drafts.length < 2 || !this.free) return;
    this.all = standing(this.all, this.#manuscript?.drafted ?? '');
  }

  /** What the page keeps while these words of a draft stand in it: nothing where they are none of the pile's. */
  kept(drafted: string): Pile {
    const stands = current(this.all);
    if (stands?.text !== drafted) return nothingKept;
    const newest = this.all.drafts.slice(-MOST_KEPT);
    const drafts = newest.includes(stands) ? newest : [stands, ...newest.slice(1)];
    return { drafts, fits: this.all.of === this.made };
  }

  /** What was kept with the page that stands there now. */
  restore({ drafts, fits }: Pile): void {
    const drafted = this.page.draftedWords;
    const at = drafts.findIndex(({ text }) => text === drafted);
    this.all = at === -1 ? noAlternatives : { of: fits ? this.made : '', drafts, at };
    this.#underline();
  }

  /** What goes on from a draft is none of the others' kind, and another page has nothing to do with them. */
  forget(): void {
    this.all = noAlternatives;
  }

  #turn(next: Alternatives): boolean {
    const draft = current(next);
    if (next.at === this.all.at || draft === null || !this.free) return false;
    if (this.#manuscript?.swap(draft.text) !== true) return false;
    this.all = next;
    this.#underline();
    return true;
  }

  #underline(): void {
    const stands = current(this.all);
    if (stands !== null) this.#manuscript?.check([...stands.findings.unsupported, ...stands.findings.copied]);
  }

  #alternative(text: string, findings: Findings, start: string, seen: boolean): Alternative {
    const points = this.page.brief.points.filter((point) => point.trim() !== '').length;
    return { text, findings: behind(findings, start.length), points, seen };
  }
}

/** The same with places that count from behind the first `start` letters. */
function behind(findings: Findings, start: number): Findings {
  const moved = (marks: readonly Mark[]): Mark[] =>
    marks.filter(({ from }) => from >= start).map((mark) => ({ ...mark, from: mark.from - start, to: mark.to - start }));
  return { ...findings, unsupported: moved(findings.unsupported), copied: moved(findings.copied) };
}
