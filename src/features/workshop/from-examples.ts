/** Rules out of cases: what is to be found in them, and the text of the rule that was learnt of that. */
import type { LearntPattern, RuleExample } from '../../../workers/protocol';
import { EXTENSIONS, parseCases, ruleText, type WrittenRule } from '../../share';

/** The cases as examples, in the language of the first that is to be found. */
export function examplesIn(cases: string): { examples: RuleExample[]; language: string } {
  const all = parseCases(cases).filter(({ kind, code }) => kind !== 'fixed' && code.trim() !== '');
  const language = all.find(({ kind }) => kind === 'bad')?.language;
  if (language === undefined) throw new Error('Add a case with code that the rule must find.');
  const own = all.filter((one) => one.language === language);
  const examples = own.map(({ kind, code, found }) => ({
    ...{ code, language, wanted: found },
    isWantedSomewhere: kind === 'bad' && found.length === 0,
  }));
  return { examples, language };
}

/** The file of a rule that looks for any of some patterns. */
export function learntRule(
  path: string,
  language: string,
  semgrepName: string | undefined,
  patterns: readonly LearntPattern[],
): Pick<WrittenRule, 'path' | 'text'> {
  const dialect = semgrepName === undefined ? 'ast-grep' : 'semgrep';
  const id = (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '');
  const items = patterns.map(semgrepName === undefined ? inAstGrep : inSemgrep).join('');
  const body = semgrepName === undefined ? `rule:\n  any:\n${items}` : `    pattern-either:\n${items}`;
  return {
    path: path.replace(/\.\w+$/, `.${EXTENSIONS[dialect]}`),
    text: ruleText(dialect, id, semgrepName ?? language, body),
  };
}

function inSemgrep({ pattern, not }: LearntPattern): string {
  if (not.length === 0) return `      - pattern: ${JSON.stringify(pattern)}\n`;
  const others = not.map((one) => `          - pattern-not: ${JSON.stringify(one)}\n`).join('');
  return `      - patterns:\n          - pattern: ${JSON.stringify(pattern)}\n${others}`;
}

function inAstGrep({ pattern, not }: LearntPattern): string {
  const others = not.map((one) => `          - pattern: ${JSON.stringify(one)}\n`).join('');
  const except = not.length === 0 ? '' : `      not:\n        any:\n${others}`;
  return `    - pattern: ${JSON.stringify(pattern)}\n${except}`;
}
