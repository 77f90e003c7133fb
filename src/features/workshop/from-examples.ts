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
  const body =
    (semgrepName === undefined ? `rule:\n${indented(2, 'any:')}` : indented(4, 'pattern-either:')) + items;
  return {
    path: path.replace(/\.\w+$/, `.${EXTENSIONS[dialect]}`),
    text: ruleText(dialect, id, semgrepName ?? language, body),
  };
}

function inSemgrep({ pattern, not }: LearntPattern): string {
  const own = `pattern: ${JSON.stringify(pattern)}`;
  if (not.length === 0) return indented(6, `- ${own}`);
  const others = not.map((one) => indented(10, `- pattern-not: ${JSON.stringify(one)}`));
  return [indented(6, '- patterns:'), indented(10, `- ${own}`), ...others].join('');
}

function inAstGrep({ pattern, not }: LearntPattern): string {
  const own = indented(4, `- pattern: ${JSON.stringify(pattern)}`);
  if (not.length === 0) return own;
  const others = not.map((one) => indented(10, `- pattern: ${JSON.stringify(one)}`));
  return [own, indented(6, 'not:'), indented(8, 'any:'), ...others].join('');
}

const indented = (by: number, line: string) => `${' '.repeat(by)}${line}\n`;
