/**
 * What people say of findings: it hangs on their identity, so it follows them through edits and moves and outlives them;
 * their path tells findings of one identity in several files apart.
 */

import type { DecidedFinding, DecisionMade, Triage, TriageChange } from '../../protocol';
import type { Sql, SqlParam } from '../connection';
import { packRuns, unpackRuns } from '../finding-codec';
import { changed, type TriageRow, toRow, toTriage } from '../triage';
import { ByPlace } from './by-place';
import {
  type DecidedFile,
  decisionOf,
  hasTriage,
  type InForce,
  showDecisions,
  showInForce,
} from './decisions';

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
  const former = await selectSaid(sql, projectId, keys);
  const rows = keys.map(([identity, path]): TriageRow => {
    const said = former.get(path, identity);
    return toRow(identity, path, changed(said ? toTriage(said.row) : {}, change));
  });
  return replaceTriage(sql, projectId, rows, former);
}

/** Says this of findings, whatever was said before; the last counts where one is named again. */
export async function putTriage(
  sql: Sql,
  projectId: number,
  decisions: readonly DecidedFinding[],
): Promise<Decided> {
  const last = new Map(decisions.map((one) => [keyOf(one.identity, one.path), one]));
  const rows = [...last.values()].map(({ identity, path, triage }) => toRow(identity, path, triage));
  return replaceTriage(sql, projectId, rows, await selectSaid(sql, projectId, rows));
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
  return replaceTriage(sql, projectId, rows, await selectSaid(sql, projectId, rows));
}

/** What is said of a finding, with the numbers of its rows: several where one moved to where another one was. */
interface Said {
  ids: number[];
  row: TriageRow;
  /** The last of them whose time is not over. */
  inForce: TriageRow | undefined;
}

/** What is said of any finding in the files of these. */
async function selectSaid(sql: Sql, projectId: number, keys: readonly Key[]): Promise<ByPlace<Said>> {
  const said = new ByPlace<Said>();
  if (!(await hasTriage(sql, projectId))) return said;
  // One row: to step through a hundred thousand takes longer than all the rest.
  const [list = '[]'] =
    (await sql.first<[string]>(SELECT_SAID, [projectId, JSON.stringify(pathsOf(keys))])) ?? [];
  for (const [id, isInForce, ...row] of JSON.parse(list) as [number, number, ...TriageRow][]) {
    const known = said.get(row[1], row[0]);
    const inForce = isInForce === 1 ? row : known?.inForce;
    said.set(row[1], row[0], { ids: [...(known?.ids ?? []), id], row, inForce });
  }
  return said;
}

const SELECT_SAID = `SELECT json_group_array(json_array(
  t.id, t.in_force, t.identity, t.path, t.state, t.reason, t.note, t.owner, t.expires_ms))
  FROM json_each(?2) AS wanted CROSS JOIN triage AS t ON t.project_id = ?1 AND t.path = wanted.value`;

/** A finding: its identity and path, and whatever else. */
type Key = readonly [identity: string, path: string, ...unknown[]];

function pathsOf(keys: readonly Key[]): string[] {
  return [...new Set(keys.map(([, path]) => path))];
}

/** Findings as `OF_KEYS` takes them: identities by path, so that each path is written and read once. */
function byPath(keys: readonly Key[]): string {
  const paths = new Map<string, string[]>();
  for (const [identity, path] of keys) {
    const known = paths.get(path);
    if (known) known.push(identity);
    else paths.set(path, [identity]);
  }
  // In the order of the index, so that each row is added beside the last one.
  return JSON.stringify(Object.fromEntries([...paths].sort(([a], [b]) => (a < b ? -1 : 1))));
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
  const keys: [string, string][] = [];
  for (const [path, runs, identities] of rows) {
    const named = JSON.parse(identities) as string[];
    unpackRuns(JSON.parse(runs) as number[]).forEach((id, ordinal) => {
      const identity = named[ordinal * 2];
      if (identity && wanted.has(id)) keys.push([identity, path]);
    });
  }
  return keys;
}

/** The rows of findings that ids of these spans (first, and behind the last) may be in. */
const SELECT_BLOCKS = `WITH span AS MATERIALIZED (SELECT value ->> 0 AS first, value ->> 1 AS behind FROM json_each(?1)),
  wanted AS (SELECT DISTINCT i.block FROM span CROSS JOIN finding_ids AS i ON i.first < span.behind AND i.first >=
    coalesce((SELECT max(before.first) FROM finding_ids AS before WHERE before.first <= span.first), span.first))
  SELECT f.path, d.ids, d.identities FROM wanted CROSS JOIN findings AS d ON d.block = wanted.block
  JOIN files AS f ON f.id = d.file_id WHERE f.project_id = ?2 AND d.identities IS NOT NULL`;

/**
 * Writes rows in place of those of the same findings, and notes what was there.
 * @param former what is said of any finding in their files
 */
async function replaceTriage(
  sql: Sql,
  projectId: number,
  rows: readonly TriageRow[],
  former: ByPlace<Said>,
): Promise<Decided> {
  const nowMs = Date.now();
  const changeId = await noteChange(sql, projectId, rows, former);
  const removed: number[] = [];
  const updated = new Groups<number>();
  const added = new Groups<TriageRow>();
  for (const row of rows) {
    const [id, ...more] = former.get(row[1], row[0])?.ids ?? [];
    removed.push(...more);
    if (row.length > 2 && id !== undefined) updated.add(row, id);
    else if (row.length > 2) added.add(row, row);
    else if (id !== undefined) removed.push(id);
  }
  for (const [said, ids] of updated) await sql.run(UPDATE_TRIAGE, [JSON.stringify(ids), ...said]);
  for (const [said, of] of added) await sql.run(INSERT_TRIAGE, [byPath(of), projectId, ...said]);
  await sql.run('DELETE FROM triage WHERE id IN (SELECT value FROM json_each(?))', [JSON.stringify(removed)]);
  await lapse(sql, nowMs);
  const files = await showInForce(sql, projectId, pathsOf(rows), inForceAfter(former, rows, nowMs));
  return { changeId, count: rows.length, files };
}

/** What is in force once rows have taken the place of what was said before: it need not be read again. */
function inForceAfter(former: ByPlace<Said>, rows: readonly TriageRow[], nowMs: number): InForce {
  const inForce: InForce = new ByPlace();
  const put = (row: TriageRow) => {
    const isOver = typeof row[6] === 'number' && row[6] <= nowMs;
    const decision = isOver ? undefined : decisionOf(row[2]);
    if (decision === undefined) inForce.delete(row[1], row[0]);
    else inForce.set(row[1], row[0], decision);
  };
  for (const said of former) if (said.inForce) put(said.inForce);
  for (const row of rows) put(row);
  return inForce;
}

/** What the same is said of. Many findings are decided in one way, and then each statement is one. */
class Groups<T> {
  readonly #groups = new Map<string, { said: SqlParam[]; of: T[] }>();
  #last: { said: SqlParam[]; of: T[] } | undefined;

  add(row: TriageRow, one: T): void {
    if (!this.#last?.said.every((value, at) => value === row[at + 2])) {
      const said = row.slice(2) as SqlParam[];
      const key = JSON.stringify(said);
      this.#last = this.#groups.get(key) ?? { said, of: [] };
      this.#groups.set(key, this.#last);
    }
    this.#last.of.push(one);
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
  former: ByPlace<Said>,
): Promise<number> {
  const before = rows.map(([identity, path]) => former.get(path, identity)?.row ?? [identity, path]);
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
