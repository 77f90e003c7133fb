/** Findings from outside in words: where they came from, and what a comparison says. */

import type { Comparison, Origin } from '../../data';
import { formatCount } from '../../kernel/format';

/** Reads what is kept of an origin; projects of older versions have none. */
export function parseOrigin(text: string | undefined): Origin | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Origin);
}

/** `Findings from codeql.sarif, by CodeQL 2.20.1` or `Findings shared by link`. */
export function describeOrigin(origin: Origin | undefined): string {
  if (origin === undefined) return 'Shared findings';
  const place = origin.file === undefined ? 'Findings shared by link' : `Findings from ${origin.file}`;
  const tools = origin.tools.map(({ name, version }) => (version ? `${name} ${version}` : name));
  return origin.kind === 'assay' || tools.length === 0 ? place : `${place}, by ${listed(tools)}`;
}

function listed(words: string[]): string {
  const shown = words.length > 3 ? [...words.slice(0, 3), `${words.length - 3} more`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

const OUTCOMES = [
  ['here', 'here'],
  ['moved', 'moved'],
  ['gone', 'no longer there'],
  ['unknown', 'unknown'],
] as const;

/** The outcomes in a few words, such as `8 here, 1 moved, 2 no longer there`. */
export function describeComparison({ isSameProject, counts, files, filesHere }: Comparison): string {
  if (!isSameProject) return `${formatCount(filesHere)} of ${formatCount(files)} files are here`;
  const parts = OUTCOMES.flatMap(([kind, words]) =>
    counts[kind] > 0 ? `${formatCount(counts[kind])} ${words}` : [],
  );
  return parts.join(', ') || 'no findings';
}
