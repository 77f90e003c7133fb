/**
 * What people say of findings: it hangs on their identity, so it follows them through edits and moves and outlives them;
 * their path tells findings of one identity in several files apart.
 */

import type { DecidedFinding, DecisionMade, Triage, TriageChange } from '../../protocol';
import type { Sql, SqlParam } from '../connection';
import { packRuns, unpackRuns } from '../finding-codec';
import { changed, type TriageRow, toRow, toTriage } from '../triage';
import { type DecidedFile, hasTriage, showDecisions } from './decisions';

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
    return toRow(identity, path, changed(said ? toTriage(said.row) : {}, change));
  });
  return replaceTriage(sql, projectId, rows, former);
}

/** Says this of findings, whatever was said before. */
export async function putTriage(
  sql: Sql,
  projectId: number,
  decisions: readonly DecidedFinding[],
): Promise<Decided> {
  const rows = decisions.map(({ identity, path, triage }) => toRow(identity, path, triage));
  return replaceTriage(sql, projectId, rows, await selectTriage(sql, projectId, rows));
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

/** What is said of these findings, by `keyOf`, with the numbers of its rows. */
async function selectTriage(
  sql: Sql,
  projectId: number,
  keys: readonly Key[],
): Promise<Map<string, { ids: number[]; row: TriageRow }>> {
  const former = new Map<string, { ids: number[]; row: TriageRow }>();
  if (!(await hasTriage(sql, projectId))) return former;
  // One row: to step through a hundred thousand takes longer than all the rest.
  const [list = '[]'] = (await sql.first<[string]>(SELECT_TRIAGE, [byPath(keys), projectId])) ?? [];
  for (const [id, ...row] of JSON.parse(list) as [number, ...TriageRow][]) {
    const key = keyOf(row[0], row[1]);
    former.set(key, { ids: [...(former.get(key)?.ids ?? []), id], row });
  }
  return former;
}

/** A finding: its identity and path, and whatever else. */
type Key = readonly [identity: string, path: string, ...unknown[]];

/** Findings as `OF_KEYS` takes them: identities by path, so that each path is written and read once. */
function byPath(keys: readonly Key[]): string {
  const paths = new Map<string, string[]>();
  for (const [identity, path] of keys) {
    const known = paths.get(path);
    if (known) known.push(identity);
    else paths.set(path, [identity]);
  }
  return JSON.stringify(Object.fromEntries(paths));
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

/** All that is said of findings of the project, in a fixed order. */
export async function allTriage(sql: Sql, projectId: number): Promise<DecidedFinding[]> {
  const rows = await sql.all<TriageRow>(SELECT_ALL, [projectId]);
  return rows.map((row) => ({ identity: row[0], path: row[1], triage: toTriage(row) }));
}

const SELECT_ALL = `SELECT identity, path, state, reason, note, owner, expires_ms FROM triage
  WHERE project_id = ? ORDER BY path, identity, id`;

const SELECT_IN_FILES = `SELECT identity, path, state, reason, note, owner, expires_ms FROM triage
  WHERE project_id = ? AND path IN (SELECT value FROM json_each(?)) ORDER BY id`;

/** What tells findings apart, as one text. */
export function keyOf(identity: string, path: string): string {
  return `${identity} ${path}`;
}

// The list goes first, and each of it is looked up: the other way round it would be taken apart for every row.
const OF_KEYS = `FROM json_each(?1) AS file CROSS JOIN json_each(file.value) AS wanted CROSS JOIN triage AS t
  ON t.project_id = ?2 AND t.identity = wanted.value AND t.path = file.key`;
const SELECT_TRIAGE = `SELECT json_group_array(json_array(
  t.id, t.identity, t.path, t.state, t.reason, t.note, t.owner, t.expires_ms)) ${OF_KEYS}`;

/** Identity and path of findings. Those that releases before identities found have none until they are found again. */
async function selectKeys(
  sql: Sql,
  projectId: number,
  ids: readonly number[],
): Promise<[identity: string, path: string][]> {
  const wanted = new Set(ids);
  const runs = packRuns(ids.toSorted((a, b) => a - b));
  const spans = runs.flatMap((first, at) => (at % 2 === 0 ? [[first, first + (runs[at + 1] ?? 0)]] : []));
  const rows = await sql.all<[string, string, string]>(SELECT_BLOCKS, [JSON.stringify(spans), projectId]);
  return rows.flatMap(([path, runs, identities]) => {
    const named = JSON.parse(identities) as string[];
    return unpackRuns(JSON.parse(runs) as number[]).flatMap((id, ordinal): [string, string][] => {
      const identity = named[ordinal * 2];
      return wanted.has(id) && identity ? [[identity, path]] : [];
    });
  });
}

/** The rows of findings that ids of these spans (first, and behind the last) may be in. */
const SELECT_BLOCKS = `WITH span AS MATERIALIZED (SELECT value ->> 0 AS first, value ->> 1 AS behind FROM json_each(?1)),
  wanted AS (SELECT DISTINCT i.block FROM span CROSS JOIN finding_ids AS i ON i.first < span.behind AND i.first >=
    coalesce((SELECT max(before.first) FROM finding_ids AS before WHERE before.first <= span.first), span.first))
  SELECT f.path, d.ids, d.identities FROM wanted CROSS JOIN findings AS d ON d.block = wanted.block
  JOIN files AS f ON f.id = d.file_id WHERE f.project_id = ?2 AND d.identities IS NOT NULL`;

/** Writes rows in place of those of the same findings, and notes what was there. */
async function replaceTriage(
  sql: Sql,
  projectId: number,
  rows: readonly TriageRow[],
  former: ReadonlyMap<string, { ids: number[]; row: TriageRow }>,
): Promise<Decided> {
  const changeId = await noteChange(sql, projectId, rows, former);
  const removed: number[] = [];
  const updated = new Groups<number>();
  const added = new Groups<TriageRow>();
  for (const row of rows) {
    const [id, ...more] = former.get(keyOf(row[0], row[1]))?.ids ?? [];
    removed.push(...more);
    if (row.length > 2 && id !== undefined) updated.add(row, id);
    else if (row.length > 2) added.add(row, row);
    else if (id !== undefined) removed.push(id);
  }
  for (const [said, ids] of updated) await sql.run(UPDATE_TRIAGE, [JSON.stringify(ids), ...said]);
  for (const [said, of] of added) await sql.run(INSERT_TRIAGE, [byPath(of), projectId, ...said]);
  await sql.run('DELETE FROM triage WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(removed)]);
  await lapse(sql, Date.now());
  const paths = [...new Set(rows.map(([, path]) => path))];
  return { changeId, count: rows.length, files: await showDecisions(sql, projectId, paths) };
}

/** What the same is said of. Many findings are decided in one way, and then each statement is one. */
class Groups<T> {
  readonly #groups = new Map<string, { said: SqlParam[]; of: T[] }>();

  add([, , ...said]: TriageRow, one: T): void {
    const key = JSON.stringify(said);
    const group = this.#groups.get(key);
    if (group) group.of.push(one);
    else this.#groups.set(key, { said, of: [one] });
  }

  *[Symbol.iterator](): Generator<[said: SqlParam[], of: T[]]> {
    for (const { said, of } of this.#groups.values()) yield [said, of];
  }
}

const UPDATE_TRIAGE = `UPDATE triage SET state = ?2, reason = ?3, note = ?4, owner = ?5, expires_ms = ?6, in_force = 1
  WHERE id IN (SELECT value FROM json_each(?1))`;
const INSERT_TRIAGE = `INSERT INTO triage (project_id, identity, path, state, reason, note, owner, expires_ms)
  SELECT ?2, one.value, file.key, ?3, ?4, ?5, ?6, ?7 FROM json_each(?1) AS file CROSS JOIN json_each(file.value) AS one`;

async function noteChange(
  sql: Sql,
  projectId: number,
  rows: readonly TriageRow[],
  former: ReadonlyMap<string, { row: TriageRow }>,
): Promise<number> {
  const before = rows.map(([identity, path]) => former.get(keyOf(identity, path))?.row ?? [identity, path]);
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
  const keys = byPath(found.map(({ newIdentity, newPath }) => [newIdentity, newPath]));
  await sql.run(`DELETE FROM triage WHERE id IN (SELECT t.id ${OF_KEYS} WHERE t.state = 'fixed')`, [
    ...[keys, projectId],
  ]);
}

export async function removeTriage(sql: Sql, projectId: number): Promise<void> {
  for (const table of ['triage', 'triage_changes']) {
    await sql.run(`DELETE FROM ${table} WHERE project_id = ?`, [projectId]);
  }
}
