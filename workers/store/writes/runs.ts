/** Rows of runs. A run that ends gets its completeness in the same step. */

import type { ErrorEnvelope, Problem, RuleCost, RunStatus, RunSummary } from '../../protocol';
import { completenessOf } from '../completeness';
import type { Sql } from '../connection';
import { noProject } from '../errors';
import { readFacts } from '../run-facts';

export async function insertRun(
  sql: Sql,
  projectId: number,
  ruleSetHash: string,
  ruleProblems: readonly Problem[],
  nowMs: number,
): Promise<number> {
  const row = await sql.first<[number]>(
    `INSERT INTO runs (project_id, status, rule_set_hash, rule_problems, started_ms)
     VALUES (?, 'running', ?, ?, ?) RETURNING id`,
    [projectId, ruleSetHash, JSON.stringify(ruleProblems), nowMs],
  );
  return row?.[0] ?? 0;
}

/** Notes that a run got so far; rejects with `no-project` if the project was deleted, so that nothing is stored of it. */
export async function touchRun(sql: Sql, projectId: number, runId: number, nowMs: number): Promise<void> {
  const row = await sql.first(
    'UPDATE runs SET elapsed_ms = max(0, ?2 - started_ms) WHERE id = ?1 RETURNING id',
    [runId, nowMs],
  );
  if (!row) throw noProject(projectId);
}

/** Rejects with `no-project` if there is no such run any more. */
export async function requireRun(sql: Sql, runId: number): Promise<void> {
  if (!(await sql.first('SELECT 1 FROM runs WHERE id = ?', [runId]))) throw noProject(0);
}

/** Notes that the walk of a run came to its end. */
export async function writeWalked(sql: Sql, runId: number): Promise<void> {
  await sql.run('UPDATE runs SET walked = 1 WHERE id = ?', [runId]);
}

/** Whether the walk of a run came to its end. */
export async function wasWalked(sql: Sql, runId: number): Promise<boolean> {
  return (await sql.first<[number]>('SELECT walked FROM runs WHERE id = ?', [runId]))?.[0] === 1;
}

export async function writeSummary(
  sql: Sql,
  runId: number,
  summary: Omit<RunSummary, 'id' | 'status'>,
): Promise<void> {
  const { startedMs, elapsedMs, files, unchanged, parsed, skipped } = summary;
  await sql.run(
    `UPDATE runs SET started_ms = ?, elapsed_ms = ?, files = ?, unchanged = ?, parsed = ?, skipped = ? WHERE id = ?`,
    [startedMs, elapsedMs, files, unchanged, parsed, skipped, runId],
  );
}

export async function writeRuleProblems(
  sql: Sql,
  runId: number,
  problems: readonly Problem[],
): Promise<void> {
  await sql.run('UPDATE runs SET rule_problems = ? WHERE id = ?', [JSON.stringify(problems), runId]);
}

/** Ends a run, and notes what can be said of it. */
export async function closeRun(
  sql: Sql,
  runId: number,
  status: Exclude<RunStatus, 'running'>,
  error?: ErrorEnvelope,
): Promise<void> {
  const completeness = completenessOf({ ...(await readFacts(sql, runId)), status, error });
  await sql.run('UPDATE runs SET status = ?, completeness = ? WHERE id = ?', [
    status,
    JSON.stringify(completeness),
    runId,
  ]);
}

/** Keeps what the rules cost in a run, and forgets that of earlier ones. A run that analysed nothing leaves it as it was. */
export async function writeCosts(
  sql: Sql,
  projectId: number,
  runId: number,
  costs: readonly RuleCost[],
): Promise<void> {
  if (costs.length === 0) return;
  const rows = costs.map(({ id, ms, files }) => [id, Math.round(ms * 100) / 100, files]);
  await sql.run('UPDATE runs SET rule_costs = NULL WHERE project_id = ? AND rule_costs IS NOT NULL', [
    projectId,
  ]);
  await sql.run('UPDATE runs SET rule_costs = ? WHERE id = ?', [JSON.stringify(rows), runId]);
}

/** What the rules cost in the latest run of a project that analysed anything. */
export async function selectCosts(sql: Sql, projectId: number): Promise<RuleCost[]> {
  const row = await sql.first<[string]>(
    'SELECT rule_costs FROM runs WHERE project_id = ? AND rule_costs IS NOT NULL ORDER BY id DESC',
    [projectId],
  );
  const rows = JSON.parse(row?.[0] ?? '[]') as [string, number, number][];
  return rows.map(([id, ms, files]) => ({ id, ms, files }));
}

/** Projects with runs that are under way, here or in another tab, or were when their tab was closed. */
export async function selectScanning(sql: Sql): Promise<number[]> {
  const rows = await sql.all<[number]>(`SELECT DISTINCT project_id FROM runs WHERE status = 'running'`);
  return rows.map(([projectId]) => projectId);
}

/** Marks runs of a project that nobody scans; whether there were any. */
export async function interruptRuns(sql: Sql, projectId: number): Promise<boolean> {
  const rows = await sql.all<[number]>(`SELECT id FROM runs WHERE project_id = ? AND status = 'running'`, [
    projectId,
  ]);
  for (const [id] of rows) await closeRun(sql, id, 'interrupted');
  return rows.length > 0;
}

/** Forgets what earlier runs skipped, once a later one is done. */
export async function removeOldSkipped(sql: Sql, projectId: number, runId: number): Promise<void> {
  await sql.run('DELETE FROM skipped WHERE project_id = ? AND run_id <> ?', [projectId, runId]);
}
