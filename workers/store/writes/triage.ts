/**
 * What people say of findings: it hangs on their identity, so it follows them through edits and moves and outlives them;
 * their path tells findings of one identity in several files apart.
 */

import type { DecisionMade, Triage, TriageChange } from '../../protocol';
import type { Sql } from '../connection';
import { unpackRuns } from '../finding-codec';
import { changed, type TriageRow, toRow, toTriage } from '../triage';
import { type DecidedFile, hasTriage, showDecisions } from './decisions';
import { blockOf } from './findings';

/** A finding that was found again, as it was and as it is. */
export interface Followed {
  identity: string;
  path: string;
  newIdentity: string;
  newPath: string;
}

/** Changes of a project that can be taken back. */
const KEPT_CHANGES = 50;

/** A change that was made, and how the files of its findings look now. */
export interface Decided extends DecisionMade {
  files: DecidedFile[];
}

/** Changes what is said of findings, by id. */
export async function changeTriage(
  sql: Sql,
  projectId: number,
  ids: readonly number[],
  change: TriageChange,
): Promise<Decided> {
  const keys = await selectKeys(sql, projectId, ids);
  const former = await selectTriage(sql, projectId, keys);
  const rows = keys.map(([identity, path]): TriageRow => {
    const said = former.get(keyOf(identity, path));
    return toRow(identity, path, changed(said ? toTriage(said) : {}, change));
  });
  return replaceTriage(sql, projectId, rows, former);
}

/** Takes a change back; the answer takes that back in turn. Undefined if the change is not known any more. */
export async function undoTriage(
  sql: Sql,
  projectId: number,
  changeId: number,
): Promise<Decided | undefined> {
  const row = await sql.first<[string]>('SELECT former FROM triage_changes WHERE id = ? AND project_id = ?', [
    ...[changeId, projectId],
  ]);
  if (!row) return undefined;
  await sql.run('DELETE FROM triage_changes WHERE id = ?', [changeId]);
  const rows = JSON.parse(row[0]) as TriageRow[];
  return replaceTriage(sql, projectId, rows, await selectTriage(sql, projectId, rows));
}

/** What is said of these findings, by `keyOf`. */
async function selectTriage(
  sql: Sql,
  projectId: number,
  keys: readonly (readonly [string, string, ...unknown[]])[],
): Promise<Map<string, TriageRow>> {
  if (!(await hasTriage(sql, projectId))) return new Map();
  const rows = await sql.all<TriageRow>(SELECT_TRIAGE, [keysOf(keys), projectId]);
  return new Map(rows.map((row) => [keyOf(row[0], row[1]), row]));
}

/** Identities and paths as `OF_KEYS` takes them. */
function keysOf(keys: readonly (readonly [string, string, ...unknown[]])[]): string {
  return JSON.stringify(keys.map(([identity, path]) => [identity, path]));
}

/** What is said of the findings in these files, by `keyOf`. */
export async function triageIn(
  sql: Sql,
  projectId: number | null,
  paths: ReadonlySet<string>,
): Promise<Map<string, Triage>> {
  const rows = await sql.all<TriageRow>(SELECT_IN_FILES, [projectId, JSON.stringify([...paths])]);
  return new Map(rows.map((row) => [keyOf(row[0], row[1]), toTriage(row)]));
}

const SELECT_IN_FILES = `SELECT identity, path, state, reason, note, owner, expires_ms FROM triage
  WHERE project_id = ? AND path IN (SELECT value FROM json_each(?)) ORDER BY id`;

/** What tells findings apart, as one text. */
export function keyOf(identity: string, path: string): string {
  return `${identity} ${path}`;
}

// The list goes first, and each of it is looked up: the other way round it would be taken apart for every row.
const OF_KEYS = `FROM json_each(?1) AS wanted CROSS JOIN triage AS t ON t.project_id = ?2
  AND t.identity = wanted.value ->> 0 AND t.path = wanted.value ->> 1`;
const SELECT_TRIAGE = `SELECT t.identity, t.path, t.state, t.reason, t.note, t.owner, t.expires_ms ${OF_KEYS}`;

/** Identity and path of findings. Those that releases before identities found have none until they are found again. */
async function selectKeys(
  sql: Sql,
  projectId: number,
  ids: readonly number[],
): Promise<[identity: string, path: string][]> {
  const wanted = new Set(ids);
  const rows = await sql.all<[string, string, string]>(SELECT_BLOCKS, [JSON.stringify(ids), projectId]);
  return rows.flatMap(([path, runs, identities]) => {
    const named = JSON.parse(identities) as string[];
    return unpackRuns(JSON.parse(runs) as number[]).flatMap((id, ordinal): [string, string][] => {
      const identity = named[ordinal * 2];
      return wanted.has(id) && identity ? [[identity, path]] : [];
    });
  });
}

const SELECT_BLOCKS = `SELECT f.path, d.ids, d.identities FROM
  (SELECT DISTINCT ${blockOf('value')} AS block FROM json_each(?1)) AS wanted
  CROSS JOIN findings AS d ON d.block = wanted.block JOIN files AS f ON f.id = d.file_id
  WHERE f.project_id = ?2 AND d.identities IS NOT NULL`;

/** Writes rows in place of those of the same findings, and notes what was there. */
async function replaceTriage(
  sql: Sql,
  projectId: number,
  rows: readonly TriageRow[],
  former: ReadonlyMap<string, TriageRow>,
): Promise<Decided> {
  const changeId = await noteChange(sql, projectId, rows, former);
  if (former.size > 0) {
    const keys = keysOf([...former.values()]);
    await sql.run(`DELETE FROM triage WHERE id IN (SELECT t.id ${OF_KEYS})`, [keys, projectId]);
  }
  const said = rows.filter((row) => row.length > 2);
  await sql.run(INSERT_TRIAGE, [JSON.stringify(said), projectId]);
  await lapse(sql, Date.now());
  const paths = [...new Set(rows.map(([, path]) => path))];
  return { changeId, count: rows.length, files: await showDecisions(sql, projectId, paths) };
}

const INSERT_TRIAGE = `INSERT INTO triage (project_id, identity, path, state, reason, note, owner, expires_ms)
  SELECT ?2, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(?1)`;

async function noteChange(
  sql: Sql,
  projectId: number,
  rows: readonly TriageRow[],
  former: ReadonlyMap<string, TriageRow>,
): Promise<number> {
  const before = rows.map(([identity, path]) => former.get(keyOf(identity, path)) ?? [identity, path]);
  const row = await sql.first<[number]>(
    'INSERT INTO triage_changes (project_id, former) VALUES (?, ?) RETURNING id',
    [projectId, JSON.stringify(before)],
  );
  await sql.run(REMOVE_OLD_CHANGES, [projectId, KEPT_CHANGES]);
  return row?.[0] ?? 0;
}

const REMOVE_OLD_CHANGES = `DELETE FROM triage_changes WHERE project_id = ?1 AND id <=
  (SELECT id FROM triage_changes WHERE project_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`;

/** Ends decisions whose time is over. Answers with what they were about. */
export async function lapse(sql: Sql, nowMs: number): Promise<[projectId: number, path: string][]> {
  return sql.all<[number, string]>(
    'UPDATE triage SET in_force = 0 WHERE in_force AND expires_ms <= ? RETURNING project_id, path',
    [nowMs],
  );
}

/** Ends decisions whose time is over, and opens the findings that they were about. */
export async function openLapsed(sql: Sql, nowMs: number): Promise<void> {
  const byProject = new Map<number, string[]>();
  for (const [projectId, path] of await lapse(sql, nowMs)) {
    byProject.set(projectId, [...(byProject.get(projectId) ?? []), path]);
  }
  for (const [projectId, paths] of byProject) await showDecisions(sql, projectId, paths);
}

/** Moves decisions along, where an edit changed an identity or a file was moved. */
export async function followTriage(
  sql: Sql,
  projectId: number,
  followed: readonly Followed[],
): Promise<void> {
  const moved = followed.filter((one) => one.identity !== one.newIdentity || one.path !== one.newPath);
  if (moved.length === 0 || !(await hasTriage(sql, projectId))) return;
  const rows = moved.map(({ identity, path, newIdentity, newPath }) => [
    identity,
    path,
    newIdentity,
    newPath,
  ]);
  // One statement, so that twins that change places do not run into one another.
  await sql.run(FOLLOW, [projectId, JSON.stringify(rows)]);
}

const FOLLOW = `UPDATE triage SET identity = moved.value ->> 2, path = moved.value ->> 3
  FROM json_each(?2) AS moved
  WHERE triage.project_id = ?1 AND triage.identity = moved.value ->> 0 AND triage.path = moved.value ->> 1`;

/** What was said to be fixed and was found again is open. */
export async function reopenFixed(sql: Sql, projectId: number, found: readonly Followed[]): Promise<void> {
  if (found.length === 0 || !(await hasTriage(sql, projectId))) return;
  const keys = JSON.stringify(found.map(({ newIdentity, newPath }) => [newIdentity, newPath]));
  await sql.run(`DELETE FROM triage WHERE id IN (SELECT t.id ${OF_KEYS} WHERE t.state = 'fixed')`, [
    ...[keys, projectId],
  ]);
}

export async function removeTriage(sql: Sql, projectId: number): Promise<void> {
  for (const table of ['triage', 'triage_changes']) {
    await sql.run(`DELETE FROM ${table} WHERE project_id = ?`, [projectId]);
  }
}
