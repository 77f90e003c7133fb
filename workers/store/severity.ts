/** Severities as small numbers, so that they sort and fit into typed arrays: 0 is info, 4 is critical. */

import type { Severity, SeverityCounts } from '../protocol';

export const SEVERITIES: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

const ranks = new Map(SEVERITIES.map((severity, rank) => [severity, rank]));

export function severityRank(severity: Severity): number {
  return ranks.get(severity) ?? 0;
}

/** Counts in the order of `SEVERITIES` as named counts. */
export function severityCounts(counts: ArrayLike<number>): SeverityCounts {
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0] = Array.from(counts);
  return { info, low, medium, high, critical };
}
