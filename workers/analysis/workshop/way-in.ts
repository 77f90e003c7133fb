/** Whether data that came in by a source would get to a place: a taint rule with that source alone. */
import type { RuleSource } from '../../protocol';

/** A taint rule with what another rule finds for its only source; nothing where they are not of Semgrep's dialect. */
export function asWayIn(
  flow: RuleSource,
  source: RuleSource,
  id: string,
): { id: string; source: RuleSource } | undefined {
  const [rule, found] = [ruleIn(flow.text), ruleIn(source.text)];
  if (!rule || !found) return undefined;
  if (rule.taint) rule.taint.sources = [found.match];
  else rule['pattern-sources'] = [{ patterns: found.patterns }];
  return { id, source: { ...flow, path: `${id}.yml`, text: JSON.stringify({ rules: [{ ...rule, id }] }) } };
}

interface TaintRule {
  taint?: { sources?: unknown };
  'pattern-sources'?: unknown;
  match?: unknown;
  patterns?: unknown;
}

function ruleIn(text: string): TaintRule | undefined {
  const whole = JSON.parse(text) as { rules?: TaintRule[] };
  return whole.rules?.[0];
}
