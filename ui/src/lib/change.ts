// Two texts word by word: what stayed, what went, what came.

export interface Span {
  text: string;
  is: 'same' | 'gone' | 'new';
}

/** More words than that on both sides are shown as a whole that went and a whole that came. */
const MOST = 600;

function cut(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}’'-]+|[^\s]/gu) ?? [];
}

/** The longest common subsequence of words; runs of one sort are joined. */
export function change(before: string, after: string): Span[] {
  const [old, now] = [cut(before), cut(after)];
  if (old.length > MOST || now.length > MOST) return joined([gone(before), fresh(after)]);
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const spans: Span[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [one, other] = [old[i], now[j]];
    if (one !== undefined && one === other) {
      spans.push({ text: one, is: 'same' });
      i += 1;
      j += 1;
    } else if (one !== undefined && (other === undefined || at(i + 1, j) >= at(i, j + 1))) {
      spans.push(gone(one));
      i += 1;
    } else if (other !== undefined) {
      spans.push(fresh(other));
      j += 1;
    }
  }
  return joined(spans);
}

function gone(text: string): Span {
  return { text, is: 'gone' };
}

function fresh(text: string): Span {
  return { text, is: 'new' };
}

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last?.is === span.is) last.text += span.text;
    else all.push({ ...span });
  }
  return all.filter(({ text }) => text !== '');
}
