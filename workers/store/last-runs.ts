/** The last run of each project, and what can be said of the project after it. */

import type { Completeness, Project, RunStatus, RunSummary } from '../protocol';
import { unrecorded, withProjectRules } from './completeness';
import type { Sql } from './connection';
import type { QueryContext } from './query';
import { readProjectRules } from './writes/project-pass';

export type ProjectState = Pick<Project, 'lastRun' | 'completeness' | 'earlier'>;

type RunRow = [number, number, RunStatus, number, number, number, number, number, number, string | null];

/** What can be said of one project. */
export async function readCompleteness(sql: Sql, projectId: number): Promise<Completeness | undefined> {
  return (await selectStates(sql, projectId, () => undefined)).get(projectId)?.completeness;
}

/** By project; all projects, or the one. Projects without runs are those that were never scanned, and imported ones. */
export async function selectStates(
  sql: Sql,
  projectId: number | null,
  unstoredEnd: QueryContext['unstoredEnd'],
): Promise<Map<number, ProjectState>> {
  const states = new Map<number, ProjectState>();
  for (const [id, json] of await sql.all<[number, string | null]>(SELECT_IMPORTED, [projectId])) {
    states.set(id, { completeness: stored(json, 'done') });
  }
  for (const row of await sql.all<RunRow>(SELECT_LAST_RUNS, [projectId])) {
    const [id, runId, , , , files] = row;
    const { completeness, ...state } = stateAfter(row, unstoredEnd(runId));
    const ofProject = await readProjectRules(sql, id, runId);
    states.set(id, { ...state, completeness: withProjectRules(completeness, files, ofProject) });
  }
  for (const [id, startedMs, status, json] of await sql.all<EarlierRow>(SELECT_EARLIER, [projectId])) {
    const state = states.get(id);
    if (state?.completeness?.state === 'failed') {
      state.earlier = { startedMs, completeness: stored(json, status) };
    }
  }
  return states;
}

function stateAfter(
  row: RunRow,
  unstored: Completeness | undefined,
): ProjectState & { completeness: Completeness } {
  const [, id, status, startedMs, elapsedMs, files, unchanged, parsed, skipped, json] = row;
  const lastRun: RunSummary = { id, status, startedMs, elapsedMs, files, unchanged, parsed, skipped };
  if (unstored) return { lastRun: { ...lastRun, status: 'failed' }, completeness: unstored };
  return { lastRun, completeness: stored(json, status) };
}

function stored(json: string | null, status: RunStatus): Completeness {
  if (json === null) return unrecorded(status);
  try {
    return JSON.parse(json) as Completeness;
  } catch {
    // Damaged: nothing is taken for whole on the word of such a row.
    return unrecorded(status);
  }
}

const SELECT_LAST_RUNS = `SELECT project_id, id, status, started_ms, elapsed_ms, files, unchanged, parsed, skipped,
  completeness
  FROM runs WHERE id IN (SELECT max(id) FROM runs WHERE ?1 IS NULL OR project_id = ?1 GROUP BY project_id)`;

const SELECT_IMPORTED = `SELECT id, completeness FROM projects
  WHERE source_kind = 'shared' AND (?1 IS NULL OR id = ?1)`;

type EarlierRow = [number, number, RunStatus, string | null];

/** The latest run of each project that stored anything. */
const SELECT_EARLIER = `SELECT project_id, started_ms, status, completeness FROM runs WHERE id IN (
  SELECT max(id) FROM runs WHERE (?1 IS NULL OR project_id = ?1) AND status <> 'running'
  AND coalesce(CASE WHEN json_valid(completeness) THEN completeness ->> 'state' END, status) <> 'failed'
  GROUP BY project_id)`;
