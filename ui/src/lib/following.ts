// Whoever reads along at the end of the text is taken along; whoever looks elsewhere is left there.

/** So far below the foot of the page the end still counts as in sight. */
const SLACK = 60;

export class Following {
  #atEnd = true;

  constructor(
    /** What scrolls, or is in what scrolls. */
    private readonly desk: HTMLElement,
    /** Stands behind the last line. */
    private readonly end: HTMLElement,
    /** What may lie over the text at the bottom of the page: the first of these that has a height. */
    private readonly feet: readonly HTMLElement[],
    /** How far down the line ends on which one writes; `null` where nobody does. */
    private readonly caret: () => number | null,
  ) {}

  scrolled(): void {
    this.#atEnd = this.#below <= SLACK;
  }

  /** The text has grown. */
  follow(): void {
    if (this.#atEnd) this.#go(this.#below);
  }

  /** The end of the text comes into sight, and one is taken along from there. */
  toEnd(): void {
    this.#atEnd = true;
    this.#go(this.#below);
  }

  /** How much lies over the text, in pixels. */
  get covered(): number {
    return this.#foot?.offsetHeight ?? 0;
  }

  get #foot(): HTMLElement | undefined {
    return this.feet.find(({ offsetHeight }) => offsetHeight > 0);
  }

  /** What comes to stand at the foot must not cover the last lines that were in sight, nor the one that is written on. */
  watch(): () => void {
    let height = this.covered;
    const grows = new ResizeObserver(() => {
      const before = height;
      height = this.covered;
      const grown = height - before;
      // Without a height it is not shown: the page was elsewhere.
      if (before <= 0 || grown <= 0) return;
      const writing = this.#under(this.caret() ?? 0);
      if (this.#below - SLACK <= grown) this.#go(this.#below);
      else if (writing <= grown) this.#go(writing);
    });
    for (const foot of this.feet) grows.observe(foot);
    return () => grows.disconnect();
  }

  get #below(): number {
    return this.#under(this.end.getBoundingClientRect().bottom);
  }

  /** How much of what ends at `bottom` the foot covers; less than nothing where it covers nothing. */
  #under(bottom: number): number {
    return bottom - (this.#foot?.getBoundingClientRect().top ?? window.innerHeight);
  }

  #go(by: number): void {
    if (by > 0) this.#scroller.scrollTop += by;
  }

  get #scroller(): HTMLElement {
    const { desk } = this;
    return desk.scrollHeight > desk.clientHeight + 1 ? desk : (desk.parentElement ?? desk);
  }
}
