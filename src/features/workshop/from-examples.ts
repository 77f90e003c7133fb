/** Rules out of cases: what is to be found in them, and the text of the rule that was learnt of that. */
import {
  type LearntPattern,
  type LearntRule,
  learntInAstGrep,
  learntInSemgrep,
  type RuleExample,
} from '../../../workers/protocol';
import { countOf } from '../../kernel/format';
import { EXTENSIONS, parseCases, type WrittenRule, yamlRuleText } from '../../share';

/** The cases as examples, in the language of the first that is to be found; `others` are left out, since they are in others. */
export function examplesIn(cases: string): { examples: RuleExample[]; language: string; others: number } {
  const all = parseCases(cases).filter(({ kind, code }) => kind !== 'fixed' && code.trim() !== '');
  const language = all.find(({ kind }) => kind === 'bad')?.language;
  if (language === undefined) throw new Error('Add a case with code that the rule must find.');
  const own = all.filter((one) => one.language === language);
  const examples = own.map(({ kind, code, found }) => ({
    ...{ code, language, wanted: found },
    isWantedSomewhere: kind === 'bad' && found.length === 0,
  }));
  return { examples, language, others: all.length - own.length };
}

/** What a rule made of cases lacks, in sentences. */
export function lacksOf({ missed, more, problems }: LearntRule, others: number): string[] {
  const [problem] = problems;
  return [
    ...(problem ? [`The rule could not be tried on all cases: ${problem.message}`] : []),
    ...(missed > 0 ? [`The rule misses ${countOf(missed, 'place')} in the cases.`] : []),
    ...(more > 0 ? [`The rule finds ${countOf(more, 'place')} in the cases that it must not find.`] : []),
    ...(others > 0
      ? [`${countOf(others, 'case')} in other languages ${others === 1 ? 'was' : 'were'} left out.`]
      : []),
  ];
}

/** The file of a rule that looks for any of some patterns. */
export async function learntRule(
  path: string,
  language: string,
  semgrepName: string | undefined,
  patterns: readonly LearntPattern[],
): Promise<Pick<WrittenRule, 'path' | 'text'>> {
  const dialect = semgrepName === undefined ? 'ast-grep' : 'semgrep';
  const id = (path.split('/').at(-1) ?? path).replace(/\.\w+$/, '');
  const demanded =
    dialect === 'semgrep'
      ? { 'pattern-either': patterns.map(learntInSemgrep) }
      : { rule: { any: patterns.map(learntInAstGrep) } };
  return {
    path: path.replace(/\.\w+$/, `.${EXTENSIONS[dialect]}`),
    text: await yamlRuleText(dialect, id, semgrepName ?? language, demanded),
  };
}
