/**
 * Rows of files: seen by a walk, replaced whole with their findings and text, or removed with all that hangs on them.
 *
 * Many rows go in as one JSON text to one statement: binding and stepping them one by one costs several times as much.
 */

import type { FileEntry, KnownFile, SkippedFile } from '../../protocol';
import type { Sql } from '../connection';
import type { FindingBlock } from '../finding-codec';
import type { Sighting } from '../moves';
import type { PreparedFile } from '../prepared-file';
import { readGaps, SEEN } from '../run-facts';
import { type DecidedFile, hasTriage, showDecisions } from './decisions';
import {
  type Identified,
  identify,
  insertFindings,
  readCounter,
  removeFindings,
  renumber,
  selectSightings,
  writeCounter,
} from './findings';
import { removeSummaries } from './summaries';
import { followTriage, reopenFixed } from './triage';

/** A file as it was written: its id, and its findings with theirs. */
export interface WrittenFile {
  id: number;
  file: PreparedFile;
  blocks: FindingBlock[];
  /** Findings of its former result that are not in the new one. */
  lost: Sighting[];
  /** What was decided of its findings, if anything. */
  decided?: DecidedFile;
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
  const rows = entries.map(({ path, size, modifiedMs }) => [path, size, modifiedMs]);
  const seen = await sql.all<[number, string, number]>(SEE_FILES, [projectId, runId, JSON.stringify(rows)]);
  const byPath = new Map(seen.map(([id, path, isDone]) => [path, { id, isDone: isDone === 1 }]));
  return entries.map(({ path }) => byPath.get(path) ?? { id: 0, isDone: false });
}

const SEE_FILES = `INSERT INTO files (project_id, path, seen_run, size, modified_ms)
  SELECT ?1, value ->> 0, ?2, value ->> 1, value ->> 2 FROM json_each(?3) WHERE true
  ON CONFLICT (project_id, path) DO UPDATE SET seen_run = ?2 RETURNING id, path, result_run IS ?2`;

/** Confirms stored results: the file was touched, perhaps, but not changed. Answers with the paths it was true of. */
export async function keepFiles(
  sql: Sql,
  projectId: number,
  runId: number,
  entries: readonly KnownFile[],
): Promise<string[]> {
  const rows = entries.map(({ path, size, modifiedMs, hash }) => [path, size, modifiedMs, hash]);
  const kept = await sql.all<[string]>(KEEP_FILES, [projectId, runId, JSON.stringify(rows)]);
  return kept.map(([path]) => path);
}

// The walk has seen them all, so each row meets the one that is there. Written as an update that joins `json_each`,
// SQLite takes the text apart anew for every file of the project: minutes where this takes milliseconds.
const KEEP_FILES = `INSERT INTO files (project_id, path, seen_run, size, modified_ms, hash)
  SELECT ?1, value ->> 0, ?2, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?3) WHERE true
  ON CONFLICT (project_id, path) DO UPDATE SET seen_run = ?2, result_run = ?2,
  size = excluded.size, modified_ms = excluded.modified_ms WHERE hash = excluded.hash RETURNING path`;

/** Replaces the results of these files. */
export async function replaceFiles(
  sql: Sql,
  projectId: number,
  runId: number,
  ruleSetHash: string,
  files: readonly PreparedFile[],
): Promise<WrittenFile[]> {
  const rows = JSON.stringify(files.map((file) => rowOf(file, ruleSetHash)));
  const formerLines = await selectLines(sql, projectId, files);
  const ids = new Map<string, number>();
  for (const [id, path] of await sql.all<[number, string]>(REPLACE_FILES, [projectId, runId, rows])) {
    ids.set(path, id);
  }
  const withIds = files.map(({ path, blocks, report: { lines } }) => {
    const now = lines.code + lines.comment + lines.blank;
    const grown = now - (formerLines.get(path) ?? now);
    return { id: ids.get(path) ?? 0, path, blocks, grown };
  });
  const identified = await replaceFindings(sql, projectId, withIds);
  const decided = await decideAnew(sql, projectId, identified, files);
  return identified.map((one, at): WrittenFile => {
    const file = files[at] as PreparedFile;
    const decisions = decided.get(file.path);
    return { ...one, file, ...(decisions && { decided: decisions }) };
  });
}

/** What was decided of the findings that a check found in these files, by path. */
async function decideAnew(
  sql: Sql,
  projectId: number,
  identified: readonly Identified[],
  files: readonly PreparedFile[],
): Promise<Map<string, DecidedFile>> {
  if (!(await hasTriage(sql, projectId))) return new Map();
  const found = identified.flatMap(({ followed }) => followed);
  await reopenFixed(sql, projectId, found);
  const paths = files.filter(({ blocks }) => blocks.length > 0).map(({ path }) => path);
  const decided = await showDecisions(sql, projectId, paths);
  return new Map(decided.map((file) => [file.path, file]));
}

/** How many lines these files had in their former results, by path. */
async function selectLines(
  sql: Sql,
  projectId: number,
  files: readonly PreparedFile[],
): Promise<Map<string, number>> {
  const paths = JSON.stringify(files.map(({ path }) => path));
  const rows = await sql.all<[string, number]>(SELECT_LINES, [projectId, paths]);
  return new Map(rows);
}

const SELECT_LINES = `SELECT path, code_lines + comment_lines + blank_lines FROM files
  WHERE project_id = ? AND result_run IS NOT NULL AND path IN (SELECT value FROM json_each(?))`;

/** The findings of a file, and by how many lines it has grown since its former ones. */
type FileFindings = { id: number; grown?: number } & Pick<PreparedFile, 'path' | 'blocks'>;

/** Replaces the findings of these files, and nothing else of them; answers in the same order. */
export async function replaceFindings(
  sql: Sql,
  projectId: number,
  files: readonly FileFindings[],
): Promise<({ id: number } & Identified)[]> {
  const ids = files.map(({ id }) => id);
  const former = await selectSightings(sql, ids);
  await removeFindings(sql, EACH, [JSON.stringify(ids)]);
  let next = await readCounter(sql, 'finding');
  const written = files.map((file) => {
    return { file, id: file.id, ...identify(file, former.get(file.id) ?? [], file.grown ?? 0, () => next++) };
  });
  await insertFindings(sql, written);
  await writeCounter(sql, 'finding', next);
  const followed = written.flatMap((one) => one.followed);
  await followTriage(sql, projectId, followed);
  return written;
}

/** Of ids in a JSON array. */
const EACH = 'SELECT value FROM json_each(?)';

/** In the order of `path` and `RESULT_COLUMNS`. */
function rowOf({ report, counts, ...file }: PreparedFile, ruleSetHash: string): unknown[] {
  const health = report.parse.kind === 'parsed' ? report.parse : undefined;
  return [
    file.path,
    file.size,
    file.modifiedMs,
    file.hash,
    ruleSetHash,
    report.language ?? null,
    report.lines.code,
    report.lines.comment,
    report.lines.blank,
    report.parse.kind === 'notParsed' ? report.parse.reason : null,
    health?.nodes ?? 0,
    health?.errors ?? 0,
    health?.errorBytes ?? 0,
    health?.firstErrorLine ?? 0,
    file.elapsedMs,
    file.failed,
    ...counts,
    report.problems.length > 0 ? JSON.stringify(report.problems) : null,
    file.snippets.length > 0 ? JSON.stringify(file.snippets) : null,
  ];
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

const REPLACE_FILES = `INSERT INTO files (project_id, path, seen_run, result_run, ${RESULT_COLUMNS.join(', ')})
  SELECT ?1, value ->> 0, ?2, ?2, ${RESULT_COLUMNS.map((_, at) => `value ->> ${at + 1}`).join(', ')}
  FROM json_each(?3) WHERE true
  ON CONFLICT (project_id, path) DO UPDATE SET seen_run = ?2, result_run = ?2,
  ${RESULT_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')} RETURNING id, path`;

/** A file that a run has not seen. */
export interface UnseenFile {
  id: number;
  path: string;
  hash: string;
}

/**
 * Files that a finished run has not seen. What the run could not read, or lies in what it could not read, may still be
 * there: it keeps its last results.
 */
export async function selectUnseen(sql: Sql, projectId: number, runId: number): Promise<UnseenFile[]> {
  const unseen = await sql.all<[number, string, string | null]>(
    `SELECT id, path, hash FROM files WHERE project_id = ?1 AND NOT ${SEEN}`,
    [projectId, runId],
  );
  const unread = new Set((await readGaps(sql, projectId, runId)).map(({ path }) => path));
  const files = unseen.map(([id, path, hash]) => ({ id, path, hash: hash ?? '' }));
  return files.filter(({ path }) => !withFolders(path).some((above) => unread.has(above)));
}

/** Removes files that a finished run has not seen; answers with their paths. */
export async function removeUnseen(sql: Sql, projectId: number, runId: number): Promise<string[]> {
  const unseen = await selectUnseen(sql, projectId, runId);
  const ids = JSON.stringify(unseen.map(({ id }) => id));
  await removeFindings(sql, EACH, [ids]);
  await removeSummaries(sql, EACH, [ids]);
  await sql.run(`DELETE FROM files WHERE id IN (${EACH})`, [ids]);
  return unseen.map(({ path }) => path);
}

/** A path and all folders above it, with the root, which is ''. */
function withFolders(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, at) => parts.slice(0, at).join('/')).concat(path);
}

/** The ids of a project's findings by their identities; of those that share one none is known. */
export async function idsByIdentity(sql: Sql, projectId: number): Promise<Map<string, number>> {
  const files = await sql.all<[number]>('SELECT id FROM files WHERE project_id = ?', [projectId]);
  const sightings = await selectSightings(
    sql,
    files.map(([id]) => id),
  );
  const ids = new Map<string, number>();
  const shared = new Set<string>();
  for (const { identity, id } of [...sightings.values()].flat()) {
    if (ids.has(identity)) shared.add(identity);
    ids.set(identity, id);
  }
  for (const identity of shared) ids.delete(identity);
  return ids;
}

/** Gives findings that were there before, wherever they were, the ids that they had: somebody may be reading one. */
export async function giveFormerIds(
  sql: Sql,
  projectId: number,
  former: ReadonlyMap<string, number>,
): Promise<void> {
  if (former.size === 0) return;
  const again = new Map<number, number>();
  for (const [identity, id] of await idsByIdentity(sql, projectId)) {
    const before = former.get(identity);
    if (before !== undefined) again.set(id, before);
  }
  if (again.size > 0) await renumber(sql, again);
}

/** Removes all files of a project. */
export async function removeFiles(sql: Sql, projectId: number): Promise<void> {
  await removeFindings(sql, 'SELECT id FROM files WHERE project_id = ?', [projectId]);
  await removeSummaries(sql, 'SELECT id FROM files WHERE project_id = ?', [projectId]);
  await sql.run('DELETE FROM files WHERE project_id = ?', [projectId]);
}

export async function insertSkipped(
  sql: Sql,
  projectId: number,
  runId: number,
  entries: readonly SkippedFile[],
): Promise<void> {
  const rows = entries.map(({ path, size, isFolder, reason, detail }) => [
    path,
    size,
    isFolder ? 1 : 0,
    reason,
    detail,
  ]);
  await sql.run(INSERT_SKIPPED, [projectId, runId, JSON.stringify(rows)]);
  // Found first and left out on reading: it is no file of the run, and goes when the run is done.
  await unseeFiles(
    sql,
    projectId,
    entries.map(({ path }) => path),
  );
}

/** Has files at some paths count as seen by no run. */
export async function unseeFiles(sql: Sql, projectId: number, paths: readonly string[]): Promise<void> {
  const byPath = 'project_id = ? AND path IN (SELECT value FROM json_each(?))';
  await sql.run(`UPDATE files SET seen_run = 0 WHERE ${byPath}`, [projectId, JSON.stringify(paths)]);
}

const INSERT_SKIPPED = `INSERT INTO skipped
  SELECT ?1, ?2, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?3)`;

/** Files whose results hold under this rule set if they are unchanged; all of them, or those at some paths. */
export async function selectKnown(
  sql: Sql,
  projectId: number,
  ruleSetHash: string,
  paths?: readonly string[],
): Promise<KnownFile[]> {
  const there = paths ? ' AND path IN (SELECT value FROM json_each(?3))' : '';
  const rows = await sql.all<[string, number, number, string]>(
    `SELECT path, size, modified_ms, hash FROM files
     WHERE project_id = ?1 AND rule_set_hash = ?2 AND failed < 2 AND hash <> ''
       AND (problems IS NULL OR json_valid(problems))${there}`,
    [projectId, ruleSetHash, ...(paths ? [JSON.stringify(paths)] : [])],
  );
  return rows.map(([path, size, modifiedMs, hash]) => ({ path, size, modifiedMs, hash }));
}
