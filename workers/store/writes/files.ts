/** Rows of files: seen by a walk, replaced whole with their findings and text, or removed with all that hangs on them. */

import type { FileEntry, KnownFile, SkippedFile } from '../../protocol';
import type { Sql } from '../connection';
import type { PreparedFile } from '../prepared-file';
import type { FindingBlock } from '../project-index';

/** A file as it was written: its id, and its findings with theirs. */
export interface WrittenFile {
  id: number;
  file: PreparedFile;
  blocks: FindingBlock[];
}

/** A file as a walk saw it; `isDone` if its result of this very run overtook the walk's message. */
export interface SeenFile {
  id: number;
  isDone: boolean;
}

/** Notes that a run has seen these files; a stored result stays until it is replaced. */
export async function seeFiles(
  sql: Sql,
  projectId: number,
  runId: number,
  entries: readonly FileEntry[],
): Promise<SeenFile[]> {
  const seen: SeenFile[] = [];
  for (const { path, size, modifiedMs } of entries) {
    const row = await sql.first<[number, number]>(SEE_FILE, [projectId, path, runId, size, modifiedMs]);
    seen.push({ id: row?.[0] ?? 0, isDone: row?.[1] === 1 });
  }
  return seen;
}

const SEE_FILE = `INSERT INTO files (project_id, path, seen_run, size, modified_ms) VALUES (?1, ?2, ?3, ?4, ?5)
  ON CONFLICT (project_id, path) DO UPDATE SET seen_run = ?3 RETURNING id, result_run IS ?3`;

/** Confirms stored results: the file was touched, perhaps, but not changed. */
export async function keepFiles(
  sql: Sql,
  projectId: number,
  runId: number,
  entries: readonly KnownFile[],
): Promise<void> {
  for (const { path, size, modifiedMs, hash } of entries) {
    await sql.run(KEEP_FILE, [runId, size, modifiedMs, projectId, path, hash]);
  }
}

const KEEP_FILE = `UPDATE files SET seen_run = ?1, result_run = ?1, size = ?2, modified_ms = ?3
  WHERE project_id = ?4 AND path = ?5 AND hash = ?6`;

/** Replaces the results of these files. */
export async function replaceFiles(
  sql: Sql,
  projectId: number,
  runId: number,
  ruleSetHash: string,
  files: readonly PreparedFile[],
): Promise<WrittenFile[]> {
  let next = (await sql.first<[number]>(`SELECT next FROM counters WHERE name = 'finding'`))?.[0] ?? 1;
  const written: WrittenFile[] = [];
  for (const file of files) {
    const id = await replaceFile(sql, projectId, runId, ruleSetHash, file);
    const blocks: FindingBlock[] = [];
    for (const { count, head, headJson, detail } of file.blocks) {
      await sql.run('INSERT INTO findings VALUES (?, ?, ?, ?)', [next, id, count, headJson]);
      await sql.run('INSERT INTO finding_details VALUES (?, ?)', [next, detail]);
      blocks.push({ firstId: next, head });
      next += count;
    }
    written.push({ id, file, blocks });
  }
  await sql.run(`UPDATE counters SET next = ? WHERE name = 'finding'`, [next]);
  return written;
}

async function replaceFile(
  sql: Sql,
  projectId: number,
  runId: number,
  ruleSetHash: string,
  file: PreparedFile,
): Promise<number> {
  const { report, counts } = file;
  const health = report.parse.kind === 'parsed' ? report.parse : undefined;
  const row = await sql.first<[number]>(REPLACE_FILE, [
    projectId,
    file.path,
    runId,
    file.size,
    file.modifiedMs,
    file.hash,
    ruleSetHash,
    report.language,
    report.lines.code,
    report.lines.comment,
    report.lines.blank,
    report.parse.kind === 'notParsed' ? report.parse.reason : undefined,
    health?.nodes ?? 0,
    health?.errors ?? 0,
    health?.errorBytes ?? 0,
    health?.firstErrorLine ?? 0,
    file.elapsedMs,
    file.failed,
    ...counts,
    report.problems.length > 0 ? JSON.stringify(report.problems) : undefined,
    file.snippets.length > 0 ? JSON.stringify(file.snippets) : undefined,
  ]);
  const id = row?.[0] ?? 0;
  await removeFindings(sql, id);
  return id;
}

async function removeFindings(sql: Sql, fileId: number): Promise<void> {
  const blocks = 'SELECT first_id FROM findings WHERE file_id = ?';
  await sql.run(`DELETE FROM finding_details WHERE first_id IN (${blocks})`, [fileId]);
  await sql.run('DELETE FROM findings WHERE file_id = ?', [fileId]);
}

const RESULT_COLUMNS = [
  'size',
  'modified_ms',
  'hash',
  'rule_set_hash',
  'language',
  'code_lines',
  'comment_lines',
  'blank_lines',
  'not_parsed',
  'nodes',
  'errors',
  'error_bytes',
  'first_error_line',
  'elapsed_ms',
  'failed',
  'info',
  'low',
  'medium',
  'high',
  'critical',
  'problems',
  'snippets',
];

const REPLACE_FILE = `INSERT INTO files (project_id, path, seen_run, result_run, ${RESULT_COLUMNS.join(', ')})
  VALUES (?1, ?2, ?3, ?3, ${RESULT_COLUMNS.map((_, at) => `?${at + 4}`).join(', ')})
  ON CONFLICT (project_id, path) DO UPDATE SET seen_run = ?3, result_run = ?3,
  ${RESULT_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')} RETURNING id`;

/** Removes files that a finished run has not seen; answers with their paths. */
export async function removeUnseen(sql: Sql, projectId: number, runId: number): Promise<string[]> {
  const rows = await sql.all<[number, string]>(
    'SELECT id, path FROM files WHERE project_id = ? AND seen_run <> ?',
    [projectId, runId],
  );
  for (const [id] of rows) {
    await removeFindings(sql, id);
    await sql.run('DELETE FROM texts WHERE file_id = ?', [id]);
    await sql.run('DELETE FROM files WHERE id = ?', [id]);
  }
  return rows.map(([, path]) => path);
}

/** Removes all files of a project. */
export async function removeFiles(sql: Sql, projectId: number): Promise<void> {
  const ids = 'SELECT id FROM files WHERE project_id = ?';
  const blocks = `SELECT first_id FROM findings WHERE file_id IN (${ids})`;
  await sql.run(`DELETE FROM finding_details WHERE first_id IN (${blocks})`, [projectId]);
  await sql.run(`DELETE FROM findings WHERE file_id IN (${ids})`, [projectId]);
  await sql.run(`DELETE FROM texts WHERE file_id IN (${ids})`, [projectId]);
  await sql.run('DELETE FROM files WHERE project_id = ?', [projectId]);
}

export async function insertSkipped(
  sql: Sql,
  projectId: number,
  runId: number,
  entries: readonly SkippedFile[],
): Promise<void> {
  for (const { path, size, isFolder, reason, detail } of entries) {
    const row = [projectId, runId, path, size, isFolder ? 1 : 0, reason, detail];
    await sql.run('INSERT INTO skipped VALUES (?, ?, ?, ?, ?, ?, ?)', row);
    // Found first and left out on reading: it is no file of the run, and goes when the run is done.
    await sql.run('UPDATE files SET seen_run = 0 WHERE project_id = ? AND path = ?', [projectId, path]);
  }
}

/** Files whose results hold under this rule set if they are unchanged. */
export async function selectKnown(sql: Sql, projectId: number, ruleSetHash: string): Promise<KnownFile[]> {
  const rows = await sql.all<[string, number, number, string]>(
    `SELECT path, size, modified_ms, hash FROM files
     WHERE project_id = ? AND rule_set_hash = ? AND failed < 2 AND hash <> ''`,
    [projectId, ruleSetHash],
  );
  return rows.map(([path, size, modifiedMs, hash]) => ({ path, size, modifiedMs, hash }));
}
