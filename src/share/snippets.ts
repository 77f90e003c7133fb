/** Lines of code around findings, cut out of a file for the receiver who does not have it. */
import type { Range } from '../../workers/protocol';
import type { SharedSnippet } from './file-format';

/** Lines before and after a finding. */
const AROUND = 3;
/** Longer lines are nobody's to read; whatever is beyond is left out. */
const MAX_LINE = 400;
const MAX_LINES = 40;

/** The lines of a range and some around it. `lines` are all lines of the file. */
export function cutSnippet(lines: readonly string[], { start, end }: Range): SharedSnippet {
  const first = Math.max(1, start.line - AROUND);
  const last = Math.min(lines.length, end.line + AROUND, first + MAX_LINES - 1);
  const text = lines.slice(first - 1, last).map((line) => line.slice(0, MAX_LINE));
  return { startLine: first, text: text.join('\n') };
}

/** The same lines, sorted, each once: snippets that touch or overlap become one. */
export function joinSnippets(snippets: SharedSnippet[]): SharedSnippet[] {
  const joined: SharedSnippet[] = [];
  for (const next of snippets.toSorted((a, b) => a.startLine - b.startLine)) {
    const last = joined.at(-1);
    const overlap = last ? endOf(last) - next.startLine : -1;
    if (last === undefined || overlap < 0) joined.push({ ...next });
    else last.text = [last.text, ...next.text.split('\n').slice(overlap)].join('\n');
  }
  return joined;
}

/** The first line after a snippet. */
function endOf({ startLine, text }: SharedSnippet): number {
  return startLine + text.split('\n').length;
}
