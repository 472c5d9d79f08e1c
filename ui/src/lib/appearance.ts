// Light, dark or high contrast: what the user chose, or what the system says, as two words on the page's root.
import type { Appearance } from './wire.gen';

const DARK = '(prefers-color-scheme: dark)';
const CONTRAST = '(prefers-contrast: more)';

function media(query: string): MediaQueryList | null {
  return typeof window.matchMedia === 'function' ? window.matchMedia(query) : null;
}

function show(appearance: Appearance): void {
  const system = appearance === 'system' || appearance === 'contrast';
  const dark = appearance === 'dark' || (system && (media(DARK)?.matches ?? false));
  const contrast = appearance === 'contrast' || (appearance === 'system' && (media(CONTRAST)?.matches ?? false));
  const root = document.documentElement;
  root.dataset['theme'] = dark ? 'dark' : 'light';
  root.dataset['contrast'] = contrast ? 'more' : 'usual';
}

/** Shows it, and follows the system from now on; returns what ends the following. */
export function appear(appearance: Appearance): () => void {
  show(appearance);
  const again = (): void => show(appearance);
  const queries = [media(DARK), media(CONTRAST)].filter((query) => query !== null);
  queries.forEach((query) => query.addEventListener('change', again));
  return () => queries.forEach((query) => query.removeEventListener('change', again));
}
