/** Rules out of code: parts of it become metavariables. */
import { languageById } from '../../kernel/languages';
import type { WrittenRule } from '../../share';
import { casesText, type Dialect, EXTENSIONS, ruleText } from './templates';

/** A part of the chosen code that may stand for anything; places in it, in UTF-16 units. */
export interface CodePart {
  from: number;
  to: number;
}

/** The code as a pattern: parts with the same text get the same name. */
export function patternOf(code: string, parts: readonly CodePart[]): string {
  const names = new Map<string, string>();
  let [pattern, end] = ['', 0];
  for (const { from, to } of parts.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    // One within another is gone with it.
    if (from < end) continue;
    const text = code.slice(from, to);
    const name =
      names.get(text) ??
      `$${'XYZABCDEFGHIJKLMNOPQRSTUVW'[names.size % 26]}${names.size < 26 ? '' : names.size}`;
    names.set(text, name);
    pattern += code.slice(end, from) + name;
    end = to;
  }
  return pattern + code.slice(end);
}

/** The lines moved to the left as far as all of them can be. */
export function dedent(code: string): string {
  const lines = code.split('\n');
  const widths = lines
    .slice(1)
    .flatMap((line) => (line.trim() === '' ? [] : [/^\s*/.exec(line)?.[0].length ?? 0]));
  const least = widths.length === 0 ? 0 : Math.min(...widths);
  return lines
    .map((line, at) => (at === 0 ? line.trimStart() : line.slice(least)))
    .join('\n')
    .trimEnd();
}

/** A rule that looks for a pattern. */
export function ruleOfPattern(dialect: Dialect, id: string, language: string, pattern: string): string {
  const known = languageById(language)?.id ?? language;
  const block = (indent: string) =>
    pattern.includes('\n') || /[:#'"{}[\]&*!|>%@`]/.test(pattern)
      ? `|\n${pattern
          .split('\n')
          .map((line) => `${indent}  ${line}`.trimEnd())
          .join('\n')}`
      : pattern;
  const body = {
    semgrep: `    pattern: ${block('    ')}\n`,
    'ast-grep': `rule:\n  pattern: ${block('  ')}\n`,
    toml: `pattern = ${JSON.stringify(pattern)}\n`,
  }[dialect];
  return ruleText(dialect, id, known, body);
}

/** A rule out of chosen code, which is its first case. */
export function ruleOfCode(
  dialect: Dialect,
  language: string,
  code: string,
  parts: readonly CodePart[],
): WrittenRule {
  const id = 'my-rule';
  return {
    path: `${id}.${EXTENSIONS[dialect]}`,
    text: ruleOfPattern(dialect, id, language, patternOf(code, parts)),
    cases: casesText(language, code, ''),
  };
}
