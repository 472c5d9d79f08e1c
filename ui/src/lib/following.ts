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
    /** Lies over the text at the bottom of the page. */
    private readonly foot: HTMLElement,
  ) {}

  scrolled(): void {
    this.#atEnd = this.#below <= SLACK;
  }

  /** The text has grown. */
  follow(): void {
    if (this.#atEnd) this.#go();
  }

  /** What comes to stand at the foot when a draft has ended must not cover the last lines that were in sight. */
  watch(): () => void {
    let height = this.foot.offsetHeight;
    const grows = new ResizeObserver(() => {
      const before = height;
      height = this.foot.offsetHeight;
      // Without a height it is not shown: the page was elsewhere.
      if (before > 0 && height > before && this.#below - SLACK <= height - before) this.#go();
    });
    grows.observe(this.foot);
    return () => grows.disconnect();
  }

  get #below(): number {
    return this.end.getBoundingClientRect().bottom - this.foot.getBoundingClientRect().top;
  }

  #go(): void {
    const below = this.#below;
    if (below > 0) this.#scroller.scrollTop += below;
  }

  get #scroller(): HTMLElement {
    const { desk } = this;
    return desk.scrollHeight > desk.clientHeight + 1 ? desk : (desk.parentElement ?? desk);
  }
}
