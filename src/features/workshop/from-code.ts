/** Rules out of code: parts of it become metavariables. */
import { languageById } from '../../kernel/languages';
import { caseText, type Dialect, EXTENSIONS, ruleText, type WrittenRule } from '../../share';

/** A part of the chosen code that may stand for anything; places in it, in UTF-16 units. */
export interface CodePart {
  from: number;
  to: number;
}

/** The names of metavariables for parts: those with the same text get the same. */
export function patternNames(code: string, parts: readonly CodePart[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { from, to } of inOrder(parts)) {
    const count = names.size;
    const letter = 'XYZABCDEFGHIJKLMNOPQRSTUVW'[count % 26];
    const text = code.slice(from, to);
    if (!names.has(text)) names.set(text, `$${letter}${count < 26 ? '' : count}`);
  }
  return names;
}

/** The code as a pattern. */
export function patternOf(code: string, parts: readonly CodePart[]): string {
  const names = patternNames(code, parts);
  let [pattern, end] = ['', 0];
  for (const { from, to } of inOrder(parts)) {
    pattern += code.slice(end, from) + names.get(code.slice(from, to));
    end = to;
  }
  return pattern + code.slice(end);
}

/** Parts as they stand in the code; one within another is gone with it. */
function inOrder(parts: readonly CodePart[]): CodePart[] {
  const sorted = parts.toSorted((a, b) => a.from - b.from || b.to - a.to);
  let end = 0;
  return sorted.filter(({ from, to }) => {
    if (from < end) return false;
    end = to;
    return true;
  });
}

/**
 * Code moved to the left: as far as the line stands to the right on which it begins, and no line further than it can be.
 * @param code its first line may begin behind its indentation
 */
export function dedent(code: string, firstLine: string): string {
  const width = widthOf(firstLine);
  const [first = '', ...others] = code.split('\n');
  const moved = others.map((line) => line.slice(Math.min(width, widthOf(line))));
  return [first.trimStart(), ...moved].join('\n').trimEnd();
}

const widthOf = (line: string) => /^\s*/.exec(line)?.[0].length ?? 0;

/** What a rule looks for, as it stands in the text of a rule. */
export function patternBlock(dialect: Dialect, pattern: string): string {
  const block = (indent: string) =>
    pattern.includes('\n') || /[:#'"{}[\]&*!|>%@`]/.test(pattern)
      ? `|\n${pattern
          .split('\n')
          .map((line) => `${indent}  ${line}`.trimEnd())
          .join('\n')}`
      : pattern;
  return {
    semgrep: `    pattern: ${block('    ')}\n`,
    'ast-grep': `rule:\n  pattern: ${block('  ')}\n`,
    toml: `pattern = ${JSON.stringify(pattern)}\n`,
  }[dialect];
}

/** The dialect for a pattern of a language: Semgrep's where it knows the language, unless the pattern is ast-grep's. */
export function dialectFor(language: string, pattern: string): Dialect {
  const isSemgrep = languageById(language)?.semgrepName !== undefined && !pattern.includes('$$$');
  return isSemgrep ? 'semgrep' : 'ast-grep';
}

/** A rule that looks for a pattern. */
export function ruleOfPattern(dialect: Dialect, id: string, language: string, pattern: string): string {
  const known = languageById(language);
  const name = (dialect === 'semgrep' && known?.semgrepName) || language;
  return ruleText(dialect, id, name, patternBlock(dialect, pattern));
}

/** A rule that looks for a pattern, with code that it finds as its first case. */
export function ruleOfCode(language: string, pattern: string, code: string | undefined): WrittenRule {
  const id = 'my-rule';
  const dialect = dialectFor(language, pattern);
  return {
    path: `${id}.${EXTENSIONS[dialect]}`,
    text: ruleOfPattern(dialect, id, language, pattern),
    cases: code === undefined ? '' : caseText(language, 'invalid', code),
  };
}
