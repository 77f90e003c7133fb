/** All projects with their totals, the most recent first. */

import { type Project, type SeverityCounts, severityCounts } from '../../protocol';
import type { Sql } from '../connection';
import { type ProjectState, selectStates } from '../last-runs';
import type { ProjectIndex } from '../project-index';
import type { Query, QueryContext } from '../query';
import { TEMPORARY } from '../writes/projects';

/** Id, name, kind, times of making and opening, whether it is temporary. */
type ProjectRow = [number, string, Project['sourceKind'], number, number, number];
type TotalsRow = [number, number, number, number, number, number, number, number];

export const projects: Query<'projects'> = {
  tables: ['projects', 'runs', 'files'],
  run: ({ database, unstoredEnd }) => database.read((sql) => selectProjects(sql, null, unstoredEnd)),
};

export const project: Query<'project'> = {
  tables: ['projects', 'runs', 'files'],
  run: async ({ database, loadedIndex, unstoredEnd }, { projectId }) => {
    // Asked all the time while a scan writes, which is when the index is at hand and the table is at its busiest.
    const index = loadedIndex(projectId);
    const totals = index && new Map([[projectId, totalsOf(index)]]);
    return (await database.read((sql) => selectProjects(sql, projectId, unstoredEnd, totals)))[0];
  },
};

function totalsOf({ projectId, files }: ProjectIndex): TotalsRow {
  const totals: TotalsRow = [projectId, files.length, 0, 0, 0, 0, 0, 0];
  for (const { size, counts } of files) {
    totals[2] += size;
    for (const [rank, count] of counts.entries()) totals[3 + rank] = (totals[3 + rank] ?? 0) + count;
  }
  return totals;
}

/** All projects, or the one. */
async function selectProjects(
  sql: Sql,
  projectId: number | null,
  unstoredEnd: QueryContext['unstoredEnd'],
  known?: Map<number, TotalsRow>,
): Promise<Project[]> {
  const rows = await sql.all<ProjectRow>(SELECT_PROJECTS, [projectId]);
  const totals = known ?? (await selectTotals(sql, projectId));
  const states = await selectStates(sql, projectId, unstoredEnd);
  return rows.map((row) => toProject(row, totals.get(row[0]), states.get(row[0])));
}

async function selectTotals(sql: Sql, projectId: number | null): Promise<Map<number, TotalsRow>> {
  return new Map((await sql.all<TotalsRow>(SELECT_TOTALS, [projectId])).map((row) => [row[0], row]));
}

function toProject(row: ProjectRow, totals: TotalsRow | undefined, state: ProjectState | undefined): Project {
  const [id, name, sourceKind, createdMs, openedMs, isTemporary] = row;
  const [, files = 0, bytes = 0, ...severities] = totals ?? [];
  const counts: SeverityCounts = severityCounts(severities);
  return {
    ...{ id, name, sourceKind, createdMs, openedMs, files, bytes, counts },
    ...(isTemporary && { isTemporary: true as const }),
    ...state,
  };
}

/** A list of projects is of those that are kept. */
const SELECT_PROJECTS = `SELECT id, name, source_kind, created_ms, opened_ms, is_temporary FROM
  (SELECT *, EXISTS (SELECT 1 FROM settings WHERE key = ${TEMPORARY}) AS is_temporary FROM projects)
  WHERE id = ?1 OR (?1 IS NULL AND NOT is_temporary) ORDER BY opened_ms DESC, id DESC`;

const SELECT_TOTALS = `SELECT project_id, count(*), sum(size), sum(info), sum(low), sum(medium), sum(high), sum(critical)
  FROM files WHERE ?1 IS NULL OR project_id = ?1 GROUP BY project_id`;
