/** How far a scan is, summed over workers. */
import { type AnalysisProgress, addCounts, noCounts } from '../protocol';

export function noProgress(): AnalysisProgress {
  return { files: 0, bytes: 0, parsed: 0, counts: noCounts() };
}

/** Adds `more` to `sum`, in place. */
export function addProgress(sum: AnalysisProgress, more: AnalysisProgress): void {
  sum.files += more.files;
  sum.bytes += more.bytes;
  sum.parsed += more.parsed;
  addCounts(sum.counts, more.counts);
}
