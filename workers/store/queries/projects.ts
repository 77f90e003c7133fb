/** All projects with their totals, the most recent first. */

import type { Project, RunStatus, SeverityCounts } from '../../protocol';
import type { Sql } from '../connection';
import type { ProjectIndex } from '../project-index';
import type { Query } from '../query';
import { severityCounts } from '../severity';

type ProjectRow = [number, string, Project['sourceKind'], number, number];
type TotalsRow = [number, number, number, number, number, number, number, number];
type RunRow = [number, number, RunStatus, number, number, number, number, number, number];

export const projects: Query<'projects'> = {
  tables: ['projects', 'runs', 'files'],
  run: ({ database }) => database.read((sql) => selectProjects(sql)),
};

export const project: Query<'project'> = {
  tables: ['projects', 'runs', 'files'],
  run: async ({ database, loadedIndex }, { projectId }) => {
    // Asked all the time while a scan writes, which is when the index is at hand and the table is at its busiest.
    const index = loadedIndex(projectId);
    const totals = index && new Map([[projectId, totalsOf(index)]]);
    return (await database.read((sql) => selectProjects(sql, projectId, totals)))[0];
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
  projectId: number | null = null,
  known?: Map<number, TotalsRow>,
): Promise<Project[]> {
  const rows = await sql.all<ProjectRow>(SELECT_PROJECTS, [projectId]);
  const totals = known ?? (await selectTotals(sql, projectId));
  const runs = new Map((await sql.all<RunRow>(SELECT_LAST_RUNS, [projectId])).map((row) => [row[0], row]));
  return rows.map((row) => toProject(row, totals.get(row[0]), runs.get(row[0])));
}

async function selectTotals(sql: Sql, projectId: number | null): Promise<Map<number, TotalsRow>> {
  return new Map((await sql.all<TotalsRow>(SELECT_TOTALS, [projectId])).map((row) => [row[0], row]));
}

function toProject(row: ProjectRow, totals: TotalsRow | undefined, run: RunRow | undefined): Project {
  const [id, name, sourceKind, createdMs, openedMs] = row;
  const [, files = 0, bytes = 0, ...severities] = totals ?? [];
  const counts: SeverityCounts = severityCounts(severities);
  const project: Project = { id, name, sourceKind, createdMs, openedMs, files, bytes, counts };
  if (run) {
    const [, runId, status, startedMs, elapsedMs, runFiles, unchanged, parsed, skipped] = run;
    project.lastRun = {
      id: runId,
      status,
      startedMs,
      elapsedMs,
      files: runFiles,
      unchanged,
      parsed,
      skipped,
    };
  }
  return project;
}

const SELECT_PROJECTS = `SELECT id, name, source_kind, created_ms, opened_ms FROM projects
  WHERE ?1 IS NULL OR id = ?1 ORDER BY opened_ms DESC, id DESC`;

const SELECT_TOTALS = `SELECT project_id, count(*), sum(size), sum(info), sum(low), sum(medium), sum(high), sum(critical)
  FROM files WHERE ?1 IS NULL OR project_id = ?1 GROUP BY project_id`;

const SELECT_LAST_RUNS = `SELECT project_id, id, status, started_ms, elapsed_ms, files, unchanged, parsed, skipped
  FROM runs WHERE id IN (SELECT max(id) FROM runs WHERE ?1 IS NULL OR project_id = ?1 GROUP BY project_id)`;
