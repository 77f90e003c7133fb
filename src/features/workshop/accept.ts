/** Writes what is found into cases: a mark at each line that is found, and the code after the fixes. */
import { languageById } from '../../kernel/languages';
import type { CaseResult } from './state';

/** The cases with what is found in them now, which is expected from then on. */
export function accepted(markdown: string, results: readonly CaseResult[]): string {
  const lines = markdown.split('\n');
  // From the end on, so that the lines of those before stay where they are.
  for (const { one, expected, result } of results.toReversed()) {
    if (one.kind !== 'bad') continue;
    const code = one.code.split('\n');
    const found = new Set(result.findings.map(({ range }) => range.start.line));
    const marked = code.map((line, at) => (found.has(at + 1) ? withMark(line, one.language) : line));
    if (expected) {
      const length = expected.code.split('\n').length;
      lines.splice(expected.line - 1, length, ...(result.fixed ?? expected.code).trimEnd().split('\n'));
    }
    lines.splice(one.line - 1, code.length, ...marked);
    if (!expected && result.fixed !== undefined) {
      const fence = '```';
      lines.splice(
        one.line + code.length,
        0,
        '',
        `${fence}${one.language} fixed`,
        ...result.fixed.trimEnd().split('\n'),
        fence,
      );
    }
  }
  return lines.join('\n');
}

/** A line with the comment that marks it. */
function withMark(line: string, language: string): string {
  const { open, close } = languageById(language)?.comment ?? { open: '#', close: undefined };
  return `${line} ${open} finds: it${close ? ` ${close}` : ''}`;
}
