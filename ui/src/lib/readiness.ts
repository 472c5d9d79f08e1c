// What was ready before a draft was asked for, in sentences for somebody who never heard of how a model reads.
import type { Ready } from './draft-state';
import { s } from './strings';

/** Whether pieces of the user's own have to be read before the first word. */
export function readsPieces({ style, topic }: Ready): boolean {
  return style === 'read_now' || topic === 'read_now';
}

export function readiness({ style, topic }: Ready): string {
  const words = s.reasons.ready;
  if (style === 'ready' && topic === 'ready') return words.both;
  // That the pieces were read now covers the passages as well.
  if (style === 'read_now' && topic === 'read_now') return words.style.read_now;
  return [words.style[style], words.topic[topic]].filter(Boolean).join(' ');
}
