/**
 * Findings of the project as a whole, in the files that they are shown in. They stand among the file's own, which are
 * read, joined with them and written anew; when a file is checked again they stay as they were, until the next look at
 * the project.
 */

import type { Finding, FindingDetail, ProjectFinding } from '../protocol';
import type { Sql } from './connection';
import type { Database } from './database';
import { type StoredFinding, stateOf } from './finding-codec';
import { countOpen, joinFindings, type PreparedBlock, packBlocks } from './prepared-file';
import { findingsIn } from './queries/finding-details';
import { followDecisions } from './writes/decisions';
import { replaceFindings } from './writes/files';

/** A file whose findings change, as it was when that was found out. */
export interface ProjectChange {
  id: number;
  path: string;
  resultRun: number;
  hash: string;
  counts: number[];
  blocks: PreparedBlock[];
}

type FileRow = [id: number, path: string, resultRun: number, hash: string];

/** What has to be written so that these are the project's findings; nothing where they are. */
export async function planProjectFindings(
  database: Database,
  projectId: number,
  found: readonly ProjectFinding[],
): Promise<ProjectChange[]> {
  const byPath = new Map<string, Finding[]>();
  for (const { path, finding } of found) byPath.set(path, [...(byPath.get(path) ?? []), finding]);
  const paths = JSON.stringify([...byPath.keys()]);
  const files = await database.read((sql) => sql.all<FileRow>(SELECT_FILES, [projectId, paths]));
  const changes: ProjectChange[] = [];
  for (const [id, path, resultRun, hash] of files) {
    const stored = await findingsIn(database, projectId, path);
    const joined = join(stored, byPath.get(path) ?? []);
    if (!joined) continue;
    const packed = { counts: countOpen(joined), blocks: await packBlocks(joined) };
    changes.push({ id, path, resultRun, hash, ...packed });
  }
  return changes;
}

/** The findings of the project in these files, by path: those that have some. */
export async function projectFindingsIn(
  database: Database,
  projectId: number,
  paths: readonly string[],
): Promise<Map<string, StoredFinding[]>> {
  const rows = await database.read((sql) =>
    sql.all<[string]>(SELECT_PATHS, [projectId, JSON.stringify(paths)]),
  );
  const found = new Map<string, StoredFinding[]>();
  for (const [path] of rows) {
    const stored = await findingsIn(database, projectId, path);
    found.set(path, stored.filter(({ finding }) => finding.origin === 'project').map(asFound));
  }
  return found;
}

const SELECT_PATHS = `SELECT DISTINCT f.path FROM files f JOIN findings d ON d.file_id = f.id
  WHERE f.project_id = ? AND f.path IN (SELECT value FROM json_each(?)) AND d.head LIKE '%"project/%'`;

/** Files that get some, and those that may have some: the ids of their rules are under `project/`. */
const SELECT_FILES = `SELECT DISTINCT f.id, f.path, f.result_run, f.hash FROM files f
  LEFT JOIN findings d ON d.file_id = f.id AND d.head LIKE '%"project/%'
  WHERE f.project_id = ?1 AND f.result_run IS NOT NULL
  AND (d.file_id IS NOT NULL OR f.path IN (SELECT value FROM json_each(?2)))`;

/** As it was found, whatever was decided of it. */
function asFound({ finding, others, state }: FindingDetail): StoredFinding {
  return { finding, others, state: stateOf(finding, state === 'gone') };
}

/** A file's own findings with these of the project; undefined if they are those that it has. */
function join(details: readonly FindingDetail[], found: readonly Finding[]): StoredFinding[] | undefined {
  const stored = details.map(asFound);
  const ofProject = stored.filter(({ finding }) => finding.origin === 'project');
  const key = ({ identity, message, range }: Finding) => JSON.stringify([identity, message, range]);
  const before = ofProject.map(({ finding }) => key(finding));
  if (before.sort().join() === found.map(key).sort().join()) return undefined;
  const own = stored.filter(({ finding }) => finding.origin !== 'project');
  const added = found.map((finding): StoredFinding => ({ finding, state: stateOf(finding) }));
  return joinFindings(own, added);
}

/** Writes what was planned, but for files that were checked again since: they are planned anew with the next look. */
export async function writeProjectFindings(
  sql: Sql,
  projectId: number,
  changes: readonly ProjectChange[],
): Promise<void> {
  const ids = JSON.stringify(changes.map(({ id }) => id));
  const now = new Map(
    (await sql.all<[number, number, string]>(SELECT_NOW, [ids])).map(([id, ...rest]) => [id, rest.join()]),
  );
  const current = changes.filter(({ id, resultRun, hash }) => now.get(id) === [resultRun, hash].join());
  await replaceFindings(sql, projectId, current);
  for (const { id, counts } of current) await sql.run(UPDATE_COUNTS, [...counts, id]);
  await followDecisions(
    sql,
    projectId,
    current.map(({ path }) => path),
  );
}

const SELECT_NOW = 'SELECT id, result_run, hash FROM files WHERE id IN (SELECT value FROM json_each(?))';
const UPDATE_COUNTS = 'UPDATE files SET info = ?, low = ?, medium = ?, high = ?, critical = ? WHERE id = ?';
