/** How far a scan is, summed over workers. */
import type { AnalysisProgress } from '../protocol';

export function noProgress(): AnalysisProgress {
  return { files: 0, bytes: 0, parsed: 0, counts: { info: 0, low: 0, medium: 0, high: 0, critical: 0 } };
}

/** Adds `more` to `sum`, in place. */
export function addProgress(sum: AnalysisProgress, more: AnalysisProgress): void {
  sum.files += more.files;
  sum.bytes += more.bytes;
  sum.parsed += more.parsed;
  for (const severity of Object.keys(sum.counts) as (keyof AnalysisProgress['counts'])[]) {
    sum.counts[severity] += more.counts[severity];
  }
}
