/** Tells screen readers how a scan goes: at its start and end, and now and then between. */

import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Completeness } from '../../workers/protocol';
import { scan } from '../data';
import { describeCompleteness } from '../kernel/completeness';
import { countOf } from '../kernel/format';

/** Often enough to be followed, seldom enough not to talk over everything else; ms. */
const EVERY_MS = 10_000;

export function ScanAnnouncer() {
  const [said, setSaid] = createSignal('');
  const say = () => setSaid(sentence());
  createEffect(on(() => scan.state().status, say, { defer: true }));
  const timer = setInterval(() => scan.state().status === 'scanning' && say(), EVERY_MS);
  onCleanup(() => clearInterval(timer));
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said()}
    </div>
  );
}

const isPartial = (completeness: Completeness | undefined) =>
  completeness !== undefined && completeness.state !== 'whole';

function sentence(): string {
  const { status, files, total, counts, error, completeness } = scan.state();
  const findings = Object.values(counts).reduce((sum, number) => sum + number, 0);
  switch (status) {
    case 'scanning':
      return total === 0
        ? 'Scan started'
        : `${files} of ${countOf(total, 'file')}, ${countOf(findings, 'finding')}`;
    case 'cancelling':
      return 'Cancelling the scan';
    case 'done':
      return [
        `${isPartial(completeness) ? 'Scan finished with partial results' : 'Scan finished'}: ${countOf(findings, 'finding')} in ${countOf(files, 'file')}`,
        describeCompleteness(completeness),
      ]
        .filter(Boolean)
        .join('. ');
    case 'failed':
      return `Scan failed: ${error?.message ?? ''}`;
    case 'idle':
      return 'No scan is running';
  }
}
