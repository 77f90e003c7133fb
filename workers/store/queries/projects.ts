/** All projects with their totals, the most recent first. */

import type { Project, RunStatus, SeverityCounts } from '../../protocol';
import type { Sql } from '../connection';
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
  run: async ({ database }, { projectId }) =>
    (await database.read((sql) => selectProjects(sql, projectId)))[0],
};

/** All projects, or the one. */
async function selectProjects(sql: Sql, projectId: number | null = null): Promise<Project[]> {
  const rows = await sql.all<ProjectRow>(SELECT_PROJECTS, [projectId]);
  const totals = new Map((await sql.all<TotalsRow>(SELECT_TOTALS, [projectId])).map((row) => [row[0], row]));
  const runs = new Map((await sql.all<RunRow>(SELECT_LAST_RUNS, [projectId])).map((row) => [row[0], row]));
  return rows.map((row) => toProject(row, totals.get(row[0]), runs.get(row[0])));
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
