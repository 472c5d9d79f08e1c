// Where in a text the passage stands that somebody wants to see.

export interface Around {
  before: string;
  passage: string;
  after: string;
}

/** `null` where it does not stand in the text, or begins it: that is seen anyway. */
export function around(text: string, passage: string): Around | null {
  const words = passage.trim();
  const at = words === '' ? -1 : text.indexOf(words);
  if (at === -1 || text.slice(0, at).trim() === '') return null;
  return { before: text.slice(0, at), passage: words, after: text.slice(at + words.length) };
}
