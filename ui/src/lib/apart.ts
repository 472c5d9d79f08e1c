// How the user's words run, and how they stand within a sentence of ours.

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

/** Words that run from the right run so by themselves, and what follows them stays where it is. */
export function apart(words: string): string {
  return RIGHT_TO_LEFT.test(words) ? `\u2068${words}\u2069` : words;
}

/** How a line runs: as its first letter does. */
export function direction(line: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(/\p{L}/u.exec(line)?.[0] ?? '') ? 'rtl' : 'ltr';
}
