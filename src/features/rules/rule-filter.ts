/** Which rules of an answer of the full-text search are shown. */
import type { RuleOrigin, StoreQueries } from '../../../workers/protocol';

export type RuleRow = StoreQueries['rules']['result'][number];

export interface RuleFilter {
  language: string;
  origin: RuleOrigin | '';
  state: 'on' | 'off' | 'found' | '';
}

export function matchesFilter(rule: RuleRow, { language, origin, state }: RuleFilter): boolean {
  if (language !== '' && !rule.languages.includes(language)) return false;
  if (origin !== '' && rule.origin !== origin) return false;
  if (state === 'on') return rule.enabled;
  if (state === 'off') return !rule.enabled;
  return state === 'found' ? rule.findings > 0 : true;
}

/** Every language that has a rule, by name. */
export function languagesOf(rules: readonly RuleRow[]): string[] {
  return [...new Set(rules.flatMap((rule) => rule.languages))].sort();
}
