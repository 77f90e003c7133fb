/** Rows of runs. */

import type { RuleCost, RunStatus, RunSummary } from '../../protocol';
import type { Sql } from '../connection';

export async function insertRun(
  sql: Sql,
  projectId: number,
  ruleSetHash: string,
  nowMs: number,
): Promise<number> {
  const row = await sql.first<[number]>(
    `INSERT INTO runs (project_id, status, rule_set_hash, started_ms) VALUES (?, 'running', ?, ?) RETURNING id`,
    [projectId, ruleSetHash, nowMs],
  );
  return row?.[0] ?? 0;
}

export async function finishRun(
  sql: Sql,
  runId: number,
  status: RunStatus,
  summary: Omit<RunSummary, 'id' | 'status'>,
): Promise<void> {
  const { startedMs, elapsedMs, files, unchanged, parsed, skipped } = summary;
  await sql.run(
    `UPDATE runs SET status = ?, started_ms = ?, elapsed_ms = ?, files = ?, unchanged = ?, parsed = ?, skipped = ?
     WHERE id = ?`,
    [status, startedMs, elapsedMs, files, unchanged, parsed, skipped, runId],
  );
}

export async function setRunStatus(sql: Sql, runId: number, status: RunStatus): Promise<void> {
  await sql.run('UPDATE runs SET status = ? WHERE id = ?', [status, runId]);
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
  const rows = await sql.all(
    `UPDATE runs SET status = 'interrupted' WHERE project_id = ? AND status = 'running' RETURNING id`,
    [projectId],
  );
  return rows.length > 0;
}

/** Forgets what earlier runs skipped, once a later one is done. */
export async function removeOldSkipped(sql: Sql, projectId: number, runId: number): Promise<void> {
  await sql.run('DELETE FROM skipped WHERE project_id = ? AND run_id <> ?', [projectId, runId]);
}
