/** Kept texts of a whole project. */

import { inflate, type KeptFile, type PackedText, type TextVersion } from '../protocol';
import type { Sql } from './connection';

/** The files of a project that have a text, by path. */
export async function selectVersions(sql: Sql, projectId: number): Promise<TextVersion[]> {
  const rows = await sql.all<[string, string | null, string, number]>(SELECT_VERSIONS, [projectId]);
  return rows.map(([path, language, hash, isKept]) => ({
    path,
    language: language ?? '',
    hash,
    isKept: isKept === 1,
  }));
}

const SELECT_VERSIONS = `SELECT f.path, f.language, f.hash, EXISTS (SELECT 1 FROM texts t WHERE t.hash = f.hash)
  FROM files f WHERE f.project_id = ? AND f.hash <> '' ORDER BY f.path`;

/** The text of one file. */
export async function selectKeptFile(
  sql: Sql,
  projectId: number,
  path: string,
): Promise<KeptFile | undefined> {
  const row = await sql.first<[string, Uint8Array<ArrayBuffer>]>(SELECT_KEPT, [projectId, path]);
  return row && { hash: row[0], bytes: await inflate(row[1], 'deflate-raw') };
}

const SELECT_KEPT = `SELECT t.hash, t.data FROM files f JOIN texts t ON t.hash = f.hash
  WHERE f.project_id = ? AND f.path = ?`;

/** Texts by their hashes; those that are not kept are left out. */
export async function selectTexts(sql: Sql, hashes: readonly string[]): Promise<PackedText[]> {
  const rows = await sql.all<[string, Uint8Array<ArrayBuffer>]>(SELECT_TEXTS, [JSON.stringify(hashes)]);
  // SQLite's own memory is behind what it gives; it is handed on to another thread.
  return rows.map(([hash, data]) => ({ hash, data: data.slice() }));
}

const SELECT_TEXTS = `SELECT t.hash, t.data FROM json_each(?) AS wanted
  CROSS JOIN texts AS t ON t.hash = wanted.value`;
