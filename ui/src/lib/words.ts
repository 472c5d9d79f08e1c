// Counts words as a person would: what stands between white space and has a letter or a digit.

export function countWords(text: string): number {
  let count = 0;
  for (const word of text.split(/\s+/u)) {
    if (/[\p{L}\p{N}]/u.test(word)) count += 1;
  }
  return count;
}
