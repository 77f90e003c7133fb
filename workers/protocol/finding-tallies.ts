/** Findings counted by what people choose them by when they set a project up. */
import type { Confidence, Doubt, Finding, Severity } from './engine';

/** Open findings that are alike as far as such choices go. */
export interface FindingTally {
  ruleId: string;
  severity: Severity;
  confidence?: Confidence;
  doubt?: Doubt;
  count: number;
}

/** Counts those that are open. */
export function tallyFindings(findings: Iterable<Finding>): FindingTally[] {
  const tallies = new Map<string, FindingTally>();
  for (const { ruleId, severity, confidence, doubt, status } of findings) {
    if (status.kind !== 'open') continue;
    const key = `${ruleId} ${severity} ${confidence} ${doubt}`;
    const known = tallies.get(key);
    if (known) known.count++;
    else {
      const sort = { ...(confidence && { confidence }), ...(doubt && { doubt }) };
      tallies.set(key, { ruleId, severity, ...sort, count: 1 });
    }
  }
  return [...tallies.values()];
}
