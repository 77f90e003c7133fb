/** How far a running scan is, in words. */
import type { ScanState } from '../data';
import { formatCount } from '../kernel/format';

/** What a running scan says of itself. */
export function describeRate(state: ScanState): string {
  if (state.status === 'cancelling') return 'cancelling…';
  if (state.total === 0) return 'reading the folder…';
  const progress = `scanning ${formatCount(state.files)} / ${formatCount(state.total)}`;
  return state.filesPerSecond > 0
    ? `${progress} · ${formatCount(Math.round(state.filesPerSecond))} files/s`
    : progress;
}
