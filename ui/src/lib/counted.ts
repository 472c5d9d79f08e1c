// Numbers of things, times to wait, sizes, and kinds of texts, in words.
import { humanNumber as n } from './when';
import type { Kind } from './wire.gen';

export function many(count: number, one: string, several: string): string {
  return `${n(count)} ${count === 1 ? one : several}`;
}

export const texts = (count: number): string => many(count, 'text', 'texts');
export const files = (count: number): string => many(count, 'file', 'files');
export const words = (count: number): string => many(count, 'word', 'words');

export const kinds: Record<Kind, string> = { email: 'E-mail', review: 'Review', post: 'Post', note: 'Note' };
export const kindCounts: Record<Kind, (count: number) => string> = {
  email: (count) => many(count, 'e-mail', 'e-mails'),
  review: (count) => many(count, 'review', 'reviews'),
  post: (count) => many(count, 'post', 'posts'),
  note: (count) => many(count, 'note', 'notes'),
};

/** A time to wait, no more exact than a guess can be. */
export function humanWait(seconds: number): string {
  if (seconds >= 5400) return `${(seconds / 3600).toFixed(1)} hours`;
  if (seconds >= 57.5) return `${Math.round(seconds / 60)} min`;
  const step = seconds > 20 ? 5 : 1;
  return `${Math.max(1, Math.round(seconds / step) * step)} s`;
}

export function humanSize(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes < 1e3) return many(bytes, 'byte', 'bytes');
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return `${Math.round(bytes / 1e6)} MB`;
}
