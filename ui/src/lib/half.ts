// Some signs, emoji above all, take the room of two letters. Half of one is no text that can be saved.

/** Where `text` can be cut near `at`: there, or before the sign that would be torn in two. */
export function cutAt(text: string, at: number): number {
  const sign = text.codePointAt(at - 1) ?? 0;
  return sign > 0xffff ? at - 1 : at;
}
