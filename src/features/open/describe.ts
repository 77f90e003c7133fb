/** Short phrases about stored projects. */
import type { Project } from '../../../workers/protocol';

/** `121 findings, 7 critical`. */
export function describeFindings({ counts, files }: Pick<Project, 'counts' | 'files'>): string {
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  if (all === 0) return files === 0 ? 'not scanned yet' : `no findings in ${plural(files, 'file')}`;
  const worst = counts.critical > 0 ? `${counts.critical.toLocaleString('en')} critical` : 'none critical';
  return `${plural(all, 'finding')}, ${worst}`;
}

const STEPS: readonly [ms: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [365 * 86_400_000, 'year'],
  [30 * 86_400_000, 'month'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
];

/** `2 hours ago`, `yesterday`, `just now`; both in ms since 1970. */
export function describeAge(thenMs: number, nowMs: number): string {
  const age = nowMs - thenMs;
  const step = STEPS.find(([ms]) => age >= ms);
  if (step === undefined) return 'just now';
  const [ms, unit] = step;
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-Math.floor(age / ms), unit);
}

function plural(number: number, unit: string): string {
  return `${number.toLocaleString('en')} ${unit}${number === 1 ? '' : 's'}`;
}
