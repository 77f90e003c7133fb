/**
 * Kept texts, by the hash of what they are made of: within a budget, those of files with findings dropped last, and of
 * others the least recently used first.
 */

import { STORE_SETTINGS } from '../../protocol';
import type { Sql } from '../connection';
import type { WrittenFile } from './files';
import { readSetting } from './settings';

const MB = 1024 * 1024;
const DEFAULT_BUDGET_BYTES = 256 * MB;
/** Of what the browser grants, unless a budget was chosen. */
const QUOTA_PART = 0.2;

/** After running over, this part of the budget is kept, so that not every file drops another. */
const KEEP_PART = 0.9;

export interface TextPolicy {
  keep: boolean;
  budgetBytes: number;
}

/** A text, deflated. */
export interface KeptText {
  hash: string;
  data: Uint8Array;
}

/** `quotaBytes` is what the browser grants; 0 if it does not say. */
export async function readTextPolicy(sql: Sql, quotaBytes: number): Promise<TextPolicy> {
  const chosen = Number(await readSetting(sql, STORE_SETTINGS.textBudget));
  const usual =
    quotaBytes > 0 ? Math.min(DEFAULT_BUDGET_BYTES, quotaBytes * QUOTA_PART) : DEFAULT_BUDGET_BYTES;
  return {
    keep: (await readSetting(sql, STORE_SETTINGS.keepTexts)) !== 'off',
    budgetBytes: chosen > 0 ? chosen : Math.floor(usual),
  };
}

export async function textBytes(sql: Sql): Promise<number> {
  return (await sql.first<[number]>('SELECT coalesce(sum(bytes), 0) FROM texts'))?.[0] ?? 0;
}

/** Keeps the texts that came with results, those of files with findings; whether there were any. */
export async function putTexts(
  sql: Sql,
  files: readonly WrittenFile[],
  { keep, budgetBytes }: TextPolicy,
  nowMs: number,
): Promise<boolean> {
  let added = 0;
  for (const { file } of files) {
    if (!keep || !file.text || file.hash === '' || file.text.length > budgetBytes * KEEP_PART) continue;
    await sql.run(INSERT, [file.hash, file.text.length, nowMs, 1, file.text]);
    added += file.text.length;
  }
  if (added > 0) await fitBudget(sql, budgetBytes);
  return added > 0;
}

const INSERT =
  'INSERT OR REPLACE INTO texts (hash, bytes, used_ms, has_findings, data) VALUES (?, ?, ?, ?, ?)';

/** Keeps more texts while there is room for them, and drops none for it; false if there is no room any more. */
export async function addTexts(
  sql: Sql,
  texts: readonly KeptText[],
  { keep, budgetBytes }: TextPolicy,
  nowMs: number,
): Promise<boolean> {
  let room = keep ? budgetBytes * KEEP_PART - (await textBytes(sql)) : 0;
  for (const { hash, data } of texts) {
    room -= data.length;
    if (room < 0) return false;
    await sql.run(INSERT, [hash, data.length, nowMs, 0, data]);
  }
  return true;
}

/** Files of a project whose texts are not kept. */
export async function selectWithoutText(
  sql: Sql,
  projectId: number,
): Promise<{ path: string; hash: string }[]> {
  const rows = await sql.all<[string, string]>(
    `SELECT path, hash FROM files f WHERE project_id = ? AND hash <> ''
     AND NOT EXISTS (SELECT 1 FROM texts t WHERE t.hash = f.hash) ORDER BY path`,
    [projectId],
  );
  return rows.map(([path, hash]) => ({ path, hash }));
}

/** Drops texts that no file has any more. */
export async function removeUnusedTexts(sql: Sql): Promise<void> {
  await sql.run('DELETE FROM texts WHERE hash NOT IN (SELECT hash FROM files WHERE hash IS NOT NULL)');
}

/** Drops the least needed texts if there are more than the budget allows. */
export async function fitBudget(sql: Sql, budgetBytes: number): Promise<void> {
  let total = await textBytes(sql);
  if (total <= budgetBytes) return;
  const leastNeeded = await sql.all<[string, number]>(
    'SELECT hash, bytes FROM texts ORDER BY has_findings, used_ms, rowid',
  );
  for (const [hash, bytes] of leastNeeded) {
    if (total <= budgetBytes * KEEP_PART) return;
    await sql.run('DELETE FROM texts WHERE hash = ?', [hash]);
    total -= bytes;
  }
}
