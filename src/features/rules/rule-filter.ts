/** Which rules of an answer of the search are shown. */
import type { Dialect, FoundRule, RuleOrigin, Severity } from '../../../workers/protocol';

export type RuleRow = FoundRule;

export const DIALECTS: Record<Dialect, string> = {
  'ast-grep': 'ast-grep YAML',
  semgrep: 'Semgrep YAML',
  toml: 'TOML pattern',
  project: 'Project analysis',
  comments: 'Check of comments',
};

export interface RuleFilter {
  language: string;
  severity: Severity | '';
  origin: RuleOrigin | '';
  dialect: Dialect | '';
  category: string;
  /** A category of the Top 10 with its year. */
  owasp: string;
  state: 'on' | 'off' | 'broken' | 'found' | '';
}

/** None leaves the order of the search. */
export type RuleSort = '' | 'cost' | 'findings';

export function matchesFilter(
  rule: RuleRow,
  { language, severity, origin, dialect, category, owasp, state }: RuleFilter,
  broken: ReadonlySet<string> = new Set(),
): boolean {
  if (language !== '' && !rule.languages.includes(language)) return false;
  if (severity !== '' && rule.severity !== severity) return false;
  if (category !== '' && rule.category !== category) return false;
  if (owasp !== '' && !rule.owasp?.includes(owasp)) return false;
  if (origin !== '' && rule.origin !== origin) return false;
  if (dialect !== '' && rule.dialect !== dialect) return false;
  if (state === 'on') return rule.enabled && !broken.has(rule.id);
  if (state === 'broken') return broken.has(rule.id);
  if (state === 'off') return !rule.enabled;
  return state === 'found' ? rule.findings > 0 : true;
}

/** The dearest first, or those with the most findings; equal ones stay as they were. */
export function sortRules(rules: readonly RuleRow[], sort: RuleSort): readonly RuleRow[] {
  if (sort === 'cost') return rules.toSorted((a, b) => (b.cost?.ms ?? -1) - (a.cost?.ms ?? -1));
  if (sort === 'findings') return rules.toSorted((a, b) => b.findings - a.findings);
  return rules;
}

/** Every category that has a rule, by name. */
export function categoriesOf(rules: readonly RuleRow[]): string[] {
  return [...new Set(rules.flatMap(({ category }) => category ?? []))].sort();
}

/** Every category of a Top 10 that has a rule: the newest list first. */
export function owaspOf(rules: readonly RuleRow[]): string[] {
  const year = (id: string) => id.split(':')[1] ?? '';
  const all = [...new Set(rules.flatMap(({ owasp }) => owasp ?? []))].sort();
  return all.sort((a, b) => year(b).localeCompare(year(a)));
}

/** Every language that has a rule, by name. */
export function languagesOf(rules: readonly RuleRow[]): string[] {
  return [...new Set(rules.flatMap((rule) => rule.languages))].sort();
}
