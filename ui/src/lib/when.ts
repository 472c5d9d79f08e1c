// Dates, times, sizes and file names in the form in which a person says them.

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
const number = new Intl.NumberFormat('en-GB');

export function humanDate(stamp: string | null): string {
  if (stamp === null) return '';
  const date = new Date(stamp);
  return Number.isNaN(date.getTime()) ? '' : day.format(date);
}

/** A time to wait, no more exact than a guess can be. */
export function humanWait(seconds: number): string {
  if (seconds >= 5400) return `${(seconds / 3600).toFixed(1)} hours`;
  if (seconds >= 57.5) return `${Math.round(seconds / 60)} min`;
  const step = seconds > 20 ? 5 : 1;
  return `${Math.max(1, Math.round(seconds / step) * step)} s`;
}

export function humanNumber(count: number): string {
  return number.format(count);
}

export function humanSize(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return `${Math.round(bytes / 1e6)} MB`;
}

export function fileName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.at(-1) ?? path;
}
