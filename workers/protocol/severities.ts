/** The severities in their order, and counts by them. */
import type { SeverityCounts } from './analysis';
import type { Severity } from './engine';

/** From the mildest to the worst. Links, rows and counts name a severity by its place here. */
export const SEVERITIES = [
  'info',
  'low',
  'medium',
  'high',
  'critical',
] as const satisfies readonly Severity[];

/** The order of every list and bar. */
export const WORST_FIRST: readonly Severity[] = SEVERITIES.toReversed();

/** 0 is info, 4 is critical: severities as numbers sort, and fit into typed arrays. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** Counts in the order of `SEVERITIES` as named counts. */
export function severityCounts(counts: ArrayLike<number>): SeverityCounts {
  const [info = 0, low = 0, medium = 0, high = 0, critical = 0] = Array.from(counts);
  return { info, low, medium, high, critical };
}

/** No findings yet. */
export function noCounts(): SeverityCounts {
  return severityCounts([]);
}

/** Adds `more` to `sum`, in place. */
export function addCounts(sum: SeverityCounts, more: Readonly<SeverityCounts>): void {
  for (const severity of SEVERITIES) sum[severity] += more[severity];
}
