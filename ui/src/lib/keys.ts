// Which key was pressed: by its letter and not by its place, which is another one on keyboards of other languages.

const marks: Record<string, string> = { Comma: ',', Period: '.' };

/** The letter or mark of a key. Where it gives a letter of another script, or Option on a Mac a sign, its place tells. */
export function letter({ key, code }: KeyboardEvent): string {
  if (/^[!-~]$/u.test(key)) return key.toLowerCase();
  return /^Key([A-Z])$/u.exec(code)?.[1]?.toLowerCase() ?? marks[code] ?? '';
}
