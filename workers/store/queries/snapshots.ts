/** The runs of a project: what was open after each, and what two of them have that the other has not. */

import type { ChangedFinding, RunChanges } from '../../protocol';
import { compareFindings } from '../compare';
import type { Query } from '../query';
import { listSnapshots, type OpenFinding, readSnapshot, selectOpen } from '../writes/snapshots';

/** More of each are counted, and not listed. */
const MOST_LISTED = 500;

export const snapshots: Query<'snapshots'> = {
  tables: ['runs'],
  run: ({ database }, { projectId }) => database.read((sql) => listSnapshots(sql, projectId)),
};

export const snapshotFindings: Query<'snapshotFindings'> = {
  tables: ['runs', 'findings'],
  run: async ({ database }, { projectId, runId, rank }) => {
    const all = await database.read((sql) => readSnapshot(sql, projectId, runId));
    const found = all?.filter((one) => rank === undefined || one.rank === rank);
    return found && { count: found.length, listed: found.slice(0, MOST_LISTED).map(changed) };
  },
};

export const snapshotChanges: Query<'snapshotChanges'> = {
  tables: ['runs', 'findings'],
  run: async ({ database }, { projectId, before, after }) => {
    const [former, now] = await database.read(async (sql) => [
      await readSnapshot(sql, projectId, before),
      await readSnapshot(sql, projectId, after),
    ]);
    return former && now && compared(after, former, now);
  },
};

export const openFindings: Query<'openFindings'> = {
  tables: ['findings', 'triage'],
  run: async ({ database }, { projectId }) => {
    const all = await database.read((sql) => selectOpen(sql, projectId));
    return all.map(({ rule, path, line, identity, surroundings }) => ({
      ...{ rule, path, line, identity, surroundings },
    }));
  },
};

async function compared(
  runId: number,
  former: readonly OpenFinding[],
  now: readonly OpenFinding[],
): Promise<RunChanges> {
  const { same, added, gone, moved } = await compareFindings(former, now);
  const listed = (all: readonly OpenFinding[], places: readonly number[]) =>
    places.slice(0, MOST_LISTED).flatMap((at) => (all[at] ? [changed(all[at])] : []));
  const from = (at: number) => former[same.get(at) ?? -1]?.path;
  return {
    runId,
    counts: { new: added.length, gone: gone.length, moved: moved.length },
    new: listed(now, added),
    gone: listed(former, gone),
    moved: moved.slice(0, MOST_LISTED).flatMap((at) => {
      const [one, formerPath] = [now[at], from(at)];
      return one ? [{ ...changed(one), ...(formerPath !== undefined && { formerPath }) }] : [];
    }),
  };
}

function changed({ id, path, line, rule }: OpenFinding): ChangedFinding {
  return { id, path, line, ruleId: rule, excerpt: '' };
}
