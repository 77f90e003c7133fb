/** Judges what a project has open by its gate, away from the page. */
import type { Gate } from '../../../workers/protocol';
import { describeVerdict, judge } from '../../share';
import type { GateWords } from './contract';
import type { StoreClient } from './import';

/** The run of the baseline that a project brings. */
const BASELINE = 0;

export async function judgeProject(
  store: StoreClient,
  projectId: number,
  gate: Exclude<Gate, 'unusable'>,
): Promise<GateWords> {
  const project = await store.query('project', { projectId });
  const runs = await store.query('snapshots', { projectId });
  const isCompared = runs.some(({ runId }) => runId === BASELINE);
  const { ids } = await store.query('findingsView', {
    ...{ filter: { projectId, states: ['open'], ...(isCompared && { since: BASELINE }) } },
    ...{ groupBy: 'none', sortBy: 'path' },
  });
  const fresh = new Set(ids);
  const details = await store.query('findingDetails', { projectId });
  const findings = details
    .filter(({ state }) => state === 'open')
    .map(({ id, path, finding }) => ({
      ...{ path, finding },
      baseline: fresh.has(id) ? ('new' as const) : ('known' as const),
    }));
  // Of a project that was never scanned to its end nothing is known.
  const completeness = project?.completeness ?? { state: 'partial', done: 0, total: 0, gaps: [] };
  const verdict = judge(gate, findings, completeness, isCompared);
  return { state: verdict.state, lines: describeVerdict(verdict) };
}
