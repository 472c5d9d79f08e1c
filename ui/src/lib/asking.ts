// A question comes in the place of the button that asks for it, and the focus goes with it.
import { tick } from 'svelte';

/** To the last button in `place`: the answer that changes nothing, and after that the button again. */
export async function focusLast(place: HTMLElement): Promise<void> {
  await tick();
  [...place.querySelectorAll('button')].at(-1)?.focus();
}
