// Where the focus goes when what had it is gone: otherwise one would begin anew at the top of the window.
import { tick } from 'svelte';

/** The page that is shown. */
const page = (): Element | null => document.querySelector('main:not([hidden])');

/** A heading is no stop on the way with Tab. */
function toHeading(place: Element | null): void {
  const heading = place?.querySelector<HTMLElement>('h1, h2');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

/** One comes to a page: to its heading. */
export async function focusPage(): Promise<void> {
  await tick();
  toHeading(page());
}

/** Something is to be looked at: to its heading. */
export async function focusPart(part: Element | null): Promise<void> {
  await tick();
  toHeading(part?.isConnected === true ? part : page());
}

/** What had the focus in `part` may be gone: then to the row that stands at `at` now, or else to the heading. */
export async function focusNext(part: Element | null, at?: number): Promise<void> {
  await tick();
  const { activeElement: now } = document;
  // Nothing went away, or the user has gone on.
  if (now !== null && now !== document.body && !now.matches(':disabled')) return;
  const row = at === undefined ? null : part?.querySelectorAll('li')[at]?.querySelector('button');
  if (row) row.focus();
  else await focusPart(part);
}
