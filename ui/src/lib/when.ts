// Dates, numbers and file names in the form in which a person says them.

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const number = new Intl.NumberFormat('en-GB');

export function humanDate(stamp: string | null): string {
  if (stamp === null) return '';
  const date = new Date(stamp);
  return Number.isNaN(date.getTime()) ? '' : day.format(date);
}

export function humanNumber(count: number): string {
  return number.format(count);
}

/** The name of a file without the day at its beginning, where that is said beside it. */
export function nameBesideDate(path: string, stamp: string | null): string {
  const name = fileName(path);
  const [begins, ...parts] = /^(\d{4})-?(\d{2})-?(\d{2})[-_ ]+/u.exec(name) ?? [''];
  return begins !== '' && parts.join('-') === stamp?.slice(0, 10) ? name.slice(begins.length) : name;
}

export function fileName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.at(-1) ?? path;
}
