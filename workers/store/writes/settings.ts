/** Settings: strings by key. */

import type { Sql } from '../connection';

export async function readSetting(sql: Sql, key: string): Promise<string | undefined> {
  return (await sql.first<[string]>('SELECT value FROM settings WHERE key = ?', [key]))?.[0];
}

export async function writeSetting(sql: Sql, key: string, value: string | undefined): Promise<void> {
  if (value === undefined) await sql.run('DELETE FROM settings WHERE key = ?', [key]);
  else await sql.run('INSERT OR REPLACE INTO settings VALUES (?, ?)', [key, value]);
}

/** Removes every setting whose key starts with `prefix`. */
export async function removeSettingsUnder(sql: Sql, prefix: string): Promise<void> {
  await sql.run('DELETE FROM settings WHERE substr(key, 1, ?1) = ?2', [prefix.length, prefix]);
}
