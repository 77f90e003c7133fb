/** Rules under the ids that they had before. */

import type { RuleInfo } from './engine';

/**
 * The present id of each built-in rule by each of its former ones. What rules from elsewhere call their former ids
 * is not believed: it might be the id of somebody else's rule.
 */
export function presentIds(rules: readonly RuleInfo[]): Map<string, string> {
  const ids = new Set(rules.map(({ id }) => id));
  const builtin = rules.filter(({ origin }) => origin === 'builtin');
  const renamed = builtin.flatMap(({ id, aliases }) => (aliases ?? []).map((alias) => [alias, id] as const));
  return new Map(renamed.filter(([alias]) => !ids.has(alias)));
}

/** The rule that an id means, present or former. */
export function ruleOfId<T extends RuleInfo>(rules: readonly T[], id: string): T | undefined {
  return rules.find((rule) => rule.id === id) ?? rules.find(({ aliases }) => aliases?.includes(id));
}
