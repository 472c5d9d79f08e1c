// Numbers of things, and kinds of texts, in words.
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
