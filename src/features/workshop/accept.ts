/** Writes what is found into cases: a mark at each line that is found, and the code after the fixes. */
import { languageById } from '../../kernel/languages';
import { caseText, fenceFor, type RuleCase } from '../../share';
import type { CaseResult } from './state';

/**
 * The cases with what is found in them now, which is expected from then on. What a case is stays: one that must be found and is
 * not, or that must not be and is, still differs.
 * @param results what came of exactly these cases
 */
export function accepted(markdown: string, results: readonly CaseResult[]): string {
  const lines = markdown.split('\n');
  // From the end on, so that the lines of those before stay where they are.
  for (const { one, expected, result } of results.toReversed()) {
    if (one.kind !== 'bad' || result.findings.length === 0) continue;
    const found = new Set(result.findings.map(({ range }) => range.start.line));
    const marked = one.code
      .split('\n')
      .map((line, at) => (found.has(at + 1) ? withMark(line, one.language) : line));
    const fixed = result.fixed?.trimEnd();
    if (expected && fixed !== undefined) replaceBody(lines, expected, fixed.split('\n'));
    if (!expected && fixed !== undefined) {
      const text = caseText(one.language, 'fixed', fixed).trimEnd();
      lines.splice(one.line + one.lines, 0, '', ...text.split('\n'));
    }
    replaceBody(lines, one, marked);
  }
  return lines.join('\n');
}

/** Puts other code into a case, with a longer fence where that takes one. */
function replaceBody(lines: string[], { line, lines: length }: RuleCase, body: readonly string[]): void {
  const [opening = '', fence = ''] = [lines[line - 2], /^`+/.exec(lines[line - 2] ?? '')?.[0]];
  const needed = fenceFor(body.join('\n'));
  if (needed.length > fence.length) {
    lines[line - 2] = needed + opening.slice(fence.length);
    lines[line - 1 + length] = needed;
  }
  lines.splice(line - 1, length, ...body);
}

/** A line with the comment that marks it. */
function withMark(line: string, language: string): string {
  const { open, close } = languageById(language)?.comment ?? { open: '#', close: undefined };
  return `${line} ${open} finds: it${close ? ` ${close}` : ''}`;
}
