/** Rows of runs. */

import type { RunStatus, RunSummary } from '../../protocol';
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
