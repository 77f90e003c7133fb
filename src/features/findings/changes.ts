/** What the last scan changed, and the dialog that lists it. */
import { createRoot, createSignal } from 'solid-js';
import type { RunChanges } from '../../../workers/protocol';
import { createQuery, currentProjectId, isScanning, navigate } from '../../data';
import { formatCount } from '../../kernel/format';
import { operation } from '../../kernel/operations/operation';
import { PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { NOTHING } from '../../kernel/operations/schema';

const [isListing, setListing] = createSignal(false);

export { isListing, setListing };

const changes = createRoot(() =>
  createQuery('runChanges', () => {
    const projectId = currentProjectId();
    return projectId === undefined || isScanning() ? undefined : { projectId };
  }),
);

/** Undefined while a scan runs, and where there is nothing to compare the last one with; a signal. */
export function lastChanges(): RunChanges | undefined {
  return changes();
}

/** `3 new, 2 gone, 1 moved`. */
export function describeChanges({ counts }: RunChanges): string {
  return [
    `${formatCount(counts.new)} new`,
    `${formatCount(counts.gone)} gone`,
    `${formatCount(counts.moved)} moved`,
  ].join(', ');
}

export const showChanges = operation({
  id: 'findings.changes',
  title: 'List changes of the last scan',
  description: 'Lists the findings that are new, gone or in another file since the scan before.',
  group: 'Findings',
  input: NOTHING,
  changes: 'none',
  when: () => lastChanges() !== undefined,
  notOn: PALETTE_AND_KEYS,
  run() {
    navigate('/findings');
    setListing(true);
  },
});
