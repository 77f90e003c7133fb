/** How runs are called, and the addresses of what they count. */
import type { Severity, Snapshot } from '../../../workers/protocol';
import { formatHash } from '../../kernel/router';

const times = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' });

/** `Nov 30, 2026, 10:41:07 AM`. */
export function runName({ runId, madeMs }: Pick<Snapshot, 'runId' | 'madeMs'>): string {
  return runId === 0 ? 'Baseline' : times.format(madeMs);
}

/** The list of what was open after a run. */
export function runHref(runId: number, severity?: Severity): string {
  return formatHash({ path: '/runs', params: { run: String(runId), severity: severity ?? '' } });
}
