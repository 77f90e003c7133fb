/** The findings that pass a filter, in order, with groups and facets. */

import { compareFindings } from '../compare';
import type { Database } from '../database';
import { viewFindings } from '../findings-view';
import type { ProjectIndex } from '../project-index';
import type { Query } from '../query';
import { listSnapshots, readSnapshot, selectFound } from '../writes/snapshots';

export const findingsView: Query<'findingsView'> = {
  tables: ['findings', 'runs'],
  run: async ({ index, database }, { filter, groupBy, sortBy }) => {
    const project = await index(filter.projectId);
    const isNew = filter.since === undefined ? undefined : await newSince(database, project, filter.since);
    const { completeness } = project;
    const view = viewFindings(project, filter, groupBy, sortBy, isNew);
    return { ...view, ...(completeness && { completeness }) };
  },
};

/** What was compared last with each index: a key in the filter's text field asks again. */
const compared = new WeakMap<ProjectIndex, { key: string; ids: ReadonlySet<number> | undefined }>();

/** Ids of what was not there after a run, whatever was decided of it since. */
async function newSince(
  database: Database,
  project: ProjectIndex,
  runId: number,
): Promise<ReadonlySet<number> | undefined> {
  const { projectId, rows, liveRows } = project;
  const runs = await database.read((sql) => listSnapshots(sql, projectId));
  const key = [runId, runs.find((run) => run.runId === runId)?.madeMs, rows, liveRows].join(' ');
  const known = compared.get(project);
  if (known?.key === key) return known.ids;
  const [former, now] = await database.read(async (sql) => [
    await readSnapshot(sql, projectId, runId),
    await selectFound(sql, projectId),
  ]);
  const added = former && (await compareFindings(former, now)).added;
  const ids = added && new Set(added.map((at) => now[at]?.id ?? 0));
  compared.set(project, { key, ids });
  return ids;
}
