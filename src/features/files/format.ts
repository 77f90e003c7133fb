/** Small texts of the files view. */
import type { NotParsed, ParseOutcome } from '../../../workers/protocol';

const numbers = new Intl.NumberFormat('en');

export const formatCount = (count: number): string => numbers.format(count);

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

/** Milliseconds with a unit: `0.4 ms`, `1.2 s`. */
export function formatMs(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

const NOT_PARSED: Record<NotParsed, string> = {
  'no-rule-could-match': 'not parsed: no rule could match',
  'no-grammar': 'not parsed: no grammar for it',
  'timed-out': 'not parsed to the end: it took too long',
};

/** How well the file was parsed, in a few words. */
export function describeParse(parse: ParseOutcome): string {
  if (parse.kind === 'notParsed') return NOT_PARSED[parse.reason];
  if (parse.errors === 0) return `parsed, ${formatCount(parse.nodes)} nodes`;
  const places = parse.errors === 1 ? '1 syntax error' : `${formatCount(parse.errors)} syntax errors`;
  return `parsed with ${places}, the first in line ${formatCount(parse.firstErrorLine)}`;
}

/** A path as the folder it is in (with its last slash) and its name. */
export function splitPath(path: string): { folder: string; name: string } {
  const at = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, at), name: path.slice(at) };
}
