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

/** Names of what metavariables stand for, in the order in which they come. */
export function columnsOf(files: readonly FoundFile[]): string[] {
  const names = new Set<string>();
  for (const { matches } of files)
    for (const { metavars } of matches) for (const name in metavars) names.add(name);
  return [...names];
}

/** `path:line:column: text`, a line for each match, as compilers and `grep` write it, and what metavariables stand for. */
export function asLines(files: readonly FoundFile[]): string {
  const values = (metavars: Record<string, string>) =>
    Object.entries(metavars).map(([name, value]) => `\t$${name}=${value.replace(/\s+/g, ' ')}`);
  return files
    .flatMap(({ path, matches }) =>
      matches.map(
        ({ line, col, text, metavars = {} }) =>
          `${path}:${line}:${col}: ${text}${values(metavars).join('')}\n`,
      ),
    )
    .join('');
}

/** The same as a table of comma-separated values (RFC 4180), with a column for each metavariable. */
export function asCsv(files: readonly FoundFile[]): string {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const columns = columnsOf(files);
  const rows = files.flatMap(({ path, matches }) =>
    matches.map(({ line, col, text, metavars }) =>
      [quote(path), line, col, quote(text), ...columns.map((name) => quote(metavars?.[name] ?? ''))].join(
        ',',
      ),
    ),
  );
  const head = ['path', 'line', 'col', 'text', ...columns.map((name) => `$${name}`)].join(',');
  return [head, ...rows].map((row) => `${row}\r\n`).join('');
}
