/** Counts and filters of found files, and the forms in which they are copied. */
import type { FoundFile } from '../../../workers/protocol';

/** How many matches are listed. */
export function listedIn(files: readonly FoundFile[]): number {
  return files.reduce((sum, { matches }) => sum + matches.length, 0);
}

/** Counts by the values of a property, the most frequent first. */
export function countBy(files: readonly FoundFile[], of: (file: FoundFile) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const value = of(file);
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + file.matches.length);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** The first folder of a path, with its slash; empty for files of the root. */
export function topFolder(path: string): string {
  const at = path.indexOf('/');
  return at < 0 ? '' : path.slice(0, at + 1);
}

/** A query with a filter more, or without it if it is there. */
export function withFilter(query: string, filter: string): string {
  const words = query.split(' ').filter((word) => word !== '');
  return words.includes(filter)
    ? words.filter((word) => word !== filter).join(' ')
    : [...words, filter].join(' ');
}

/** The filter for a folder: its path from the root, as an expression. */
export function folderFilter(folder: string): string {
  return `file:^${folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s')}`;
}

/** `path:line:column: text`, a line for each match, as compilers and `grep` write it. */
export function asLines(files: readonly FoundFile[]): string {
  return files
    .flatMap(({ path, matches }) => matches.map(({ line, col, text }) => `${path}:${line}:${col}: ${text}\n`))
    .join('');
}

/** The same as a table of comma-separated values (RFC 4180). */
export function asCsv(files: readonly FoundFile[]): string {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = files.flatMap(({ path, matches }) =>
    matches.map(({ line, col, text }) => `${quote(path)},${line},${col},${quote(text)}\r\n`),
  );
  return `path,line,col,text\r\n${rows.join('')}`;
}
