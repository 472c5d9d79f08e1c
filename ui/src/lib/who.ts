// Names and addresses as a person types them, several at once.

/** Apart, without what is empty or said twice. */
export function parted(typed: string): string[] {
  const all = typed.split(/[,;\n]/u).map((one) => one.trim());
  return [...new Set(all.filter((one) => one !== ''))];
}
