/** Numbers and paths as people read them; every view says them the same way. */
import { visibleText } from './visible-text';

const numbers = new Intl.NumberFormat('en');

/** `1,267`. */
export const formatCount = (count: number): string => numbers.format(count);

/** `1 file`, `1,267 files`; `more` is for plurals that are not made with an s. */
export function countOf(count: number, one: string, more = `${one}s`): string {
  return `${formatCount(count)} ${wordFor(count, one, more)}`;
}

/** `file` or `files`, where the number stands elsewhere. */
export function wordFor(count: number, one: string, more = `${one}s`): string {
  return count === 1 ? one : more;
}

/** What was written for the middle of a line (`the file is cut off`) as a sentence of its own. */
export function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[\p{L}\p{N}`)"']$/u.test(whole) ? `${whole}.` : whole;
}

/** Bytes with a unit: `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Milliseconds with a unit: `<0.1 ms`, `0.4 ms`, `1.2 s`. */
export function formatMs(ms: number): string {
  if (ms < 0.05) return '<0.1 ms';
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A part of a whole as a percentage: `<1%` for what is there but small, `>99%` for nearly all. */
export function formatShare(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0%';
  const share = (100 * part) / whole;
  if (share < 1) return '<1%';
  return share > 99 && share < 100 ? '>99%' : `${Math.round(share)}%`;
}

const AGES: readonly [ms: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [365 * 86_400_000, 'year'],
  [30 * 86_400_000, 'month'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
];

/** `2 hours ago`, `yesterday`, `just now`; both in ms since 1970. */
export function describeAge(thenMs: number, nowMs: number): string {
  const age = nowMs - thenMs;
  const step = AGES.find(([ms]) => age >= ms);
  if (step === undefined) return 'just now';
  const [ms, unit] = step;
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.floor(age / ms), unit);
}

/** A path to be shown, as the folder it is in (with its last slash) and its name. */
export function splitPath(path: string): { folder: string; name: string } {
  const shown = visibleText(path);
  const at = shown.lastIndexOf('/') + 1;
  return { folder: shown.slice(0, at), name: shown.slice(at) };
}
