/** The comment that hides a finding. It goes on a line of its own above the match, indented like it. */

import type { Finding, Fix } from '../../../workers/protocol';
import { languageById } from '../../kernel/languages';

/** The line that a finding starts on, and the last line with code above it. */
export interface Surroundings {
  line: string;
  above: string;
}

/** The comment for a rule in a language; undefined where the language has no comments. */
export function suppressionComment(
  ruleId: string,
  language: string,
  around: Surroundings = { line: '', above: '' },
  reason = '',
): string | undefined {
  const { comment, elementComment } = languageById(language) ?? {};
  // Between elements in the midst of code the ordinary comment would be text.
  const signs = elementComment && isBetweenElements(around) ? elementComment : comment;
  if (!signs) return undefined;
  const why = plainReason(reason, signs.close);
  const words = `assay-ignore: ${ruleId}${why && ` -- ${why}`}`;
  return [signs.open, words, signs.close].filter(Boolean).join(' ');
}

/** On one line, and without the sign that would end the comment. */
function plainReason(reason: string, close: string | undefined): string {
  const line = reason.replace(/\s+/g, ' ').trim();
  return close ? line.replaceAll(close, '').replaceAll('*/', '') : line.replaceAll('*/', '');
}

/** The comment as a change of the text: a line of its own above the one that the finding starts on. */
export function suppressionEdit(finding: Finding, text: string, reason: string): Fix | undefined {
  const { start } = finding.range;
  const lines = text.split('\n', start.line);
  const line = lines.pop() ?? '';
  const above = lines.findLast((one) => one.trim() !== '') ?? '';
  const comment = suppressionComment(finding.ruleId, finding.language, { line, above }, reason);
  if (comment === undefined) return undefined;
  const before = new TextEncoder().encode(line.slice(0, start.col - 1)).length;
  const place = { line: start.line, col: 1, offset: start.offset - before };
  const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
  const end = line.endsWith('\r') ? '\r\n' : '\n';
  return { text: indent + comment + end, range: { start: place, end: place } };
}

/** Whether an element starts on the line and is not the value of what stands above, such as `return (`. */
function isBetweenElements({ line, above }: Surroundings): boolean {
  return /^\s*<[\w>]/.test(line) && above.trim() !== '' && !/(?:[([{,?:;=&|]|=>|\breturn)\s*$/.test(above);
}
