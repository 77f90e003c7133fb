/** Kept texts of files with findings: within a budget, the least recently used dropped first. */

import { STORE_SETTINGS } from '../../protocol';
import type { Sql } from '../connection';
import type { WrittenFile } from './files';
import { readSetting } from './settings';

const DEFAULT_BUDGET_BYTES = 64 * 1024 * 1024;

/** After running over, this part of the budget is kept, so that not every file drops another. */
const KEEP_PART = 0.9;

export interface TextPolicy {
  keep: boolean;
  budgetBytes: number;
}

export async function readTextPolicy(sql: Sql): Promise<TextPolicy> {
  const budget = Number(await readSetting(sql, STORE_SETTINGS.textBudget));
  return {
    keep: (await readSetting(sql, STORE_SETTINGS.keepTexts)) !== 'off',
    budgetBytes: budget > 0 ? budget : DEFAULT_BUDGET_BYTES,
  };
}

export async function textBytes(sql: Sql): Promise<number> {
  return (await sql.first<[number]>('SELECT coalesce(sum(bytes), 0) FROM texts'))?.[0] ?? 0;
}

/** Keeps the texts of these files and drops those of their former results; whether any was written or dropped. */
export async function replaceTexts(sql: Sql, files: readonly WrittenFile[], nowMs: number): Promise<boolean> {
  const { keep, budgetBytes } = await readTextPolicy(sql);
  let added = 0;
  const ids = JSON.stringify(files.map(({ id }) => id));
  await sql.run('DELETE FROM texts WHERE file_id IN (SELECT value FROM json_each(?))', [ids]);
  for (const { id, file } of files) {
    if (!keep || !file.text || file.text.length > budgetBytes * KEEP_PART) continue;
    await sql.run('INSERT INTO texts VALUES (?, ?, ?, ?)', [id, file.text.length, nowMs, file.text]);
    added += file.text.length;
  }
  if (added > 0) await fitBudget(sql, budgetBytes);
  return added > 0;
}

/** Drops the least recently used texts if there are more than the budget allows. */
export async function fitBudget(sql: Sql, budgetBytes: number): Promise<void> {
  let total = await textBytes(sql);
  if (total <= budgetBytes) return;
  const oldest = await sql.all<[number, number]>(
    'SELECT file_id, bytes FROM texts ORDER BY used_ms, file_id',
  );
  for (const [id, bytes] of oldest) {
    if (total <= budgetBytes * KEEP_PART) return;
    await sql.run('DELETE FROM texts WHERE file_id = ?', [id]);
    total -= bytes;
  }
}
