// Cuts a text where it says the words that were searched for.

export interface Part {
  text: string;
  hit: boolean;
}

export function highlight(text: string, words: string): Part[] {
  const wanted = words.match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  if (wanted.length === 0) return [{ text, hit: false }];
  // A whole word that begins so: search stems, and "key" has found "keys".
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.join('|')})[\\p{L}\\p{N}]*`, 'giu');
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), hit: false });
    from = match.index + match[0].length;
    parts.push({ text: match[0], hit: true });
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: false });
  return parts;
}
