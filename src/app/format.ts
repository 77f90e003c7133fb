/** Numbers as people read them, always with their unit. */
import type { ScanState } from '../data';

/** `1,267 files`, `1 file`. */
export function count(number: number, unit: string): string {
  return `${number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`;
}

/** What a running scan says of itself. */
export function describeRate(state: ScanState): string {
  if (state.status === 'cancelling') return 'cancelling…';
  if (state.total === 0) return 'reading the folder…';
  const progress = `scanning ${state.files.toLocaleString('en')} / ${state.total.toLocaleString('en')}`;
  return state.filesPerSecond > 0
    ? `${progress} · ${Math.round(state.filesPerSecond).toLocaleString('en')} files/s`
    : progress;
}
