/** Numbers as people read them, always with their unit. */
import type { ScanState } from '../data';
import { formatCount } from '../kernel/format';

/** `1,267 files`, `1 file`. */
export function count(number: number, unit: string): string {
  return `${formatCount(number)} ${unit}${number === 1 ? '' : 's'}`;
}

/** What a running scan says of itself. */
export function describeRate(state: ScanState): string {
  if (state.status === 'cancelling') return 'cancelling…';
  if (state.total === 0) return 'reading the folder…';
  const progress = `scanning ${formatCount(state.files)} / ${formatCount(state.total)}`;
  return state.filesPerSecond > 0
    ? `${progress} · ${formatCount(Math.round(state.filesPerSecond))} files/s`
    : progress;
}
