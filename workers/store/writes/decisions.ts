/**
 * Decisions as lists show them: in the rows of the findings that they are about, and in what is open in each file. Both
 * follow from the table of decisions and are worked out again whenever it or the findings change.
 */

import { DECISIONS, SEVERITIES } from '../../protocol';
import type { Sql } from '../connection';
import { flagsOf, flagsSeverity, flagsState, type Head } from '../finding-codec';
import { ByPlace } from './by-place';

/** A file whose decisions were worked out. */
export interface DecidedFile {
  path: string;
  /** Open findings by severity. */
  counts: number[];
  /** Place in the file and index into `DECISIONS`, in turn. */
  decisions: number[];
}

/** File, path, row, head, identities, decisions as they are. */
type BlockRow = [number, string, number, string, string | null, string | null];

/** Whether anything is said of any finding of the project. */
export async function hasTriage(sql: Sql, projectId: number): Promise<boolean> {
  return (await sql.first('SELECT 1 FROM triage WHERE project_id = ? LIMIT 1', [projectId])) !== undefined;
}

/** Works out the decisions of findings in files whose findings have changed; nothing is to be done where there are none. */
export async function followDecisions(
  sql: Sql,
  projectId: number,
  paths: readonly string[],
): Promise<DecidedFile[]> {
  return (await hasTriage(sql, projectId)) ? showDecisions(sql, projectId, paths) : [];
}

/** Decisions in force, as indexes into `DECISIONS`. */
export type InForce = ByPlace<number>;

/** Works out the decisions of findings in these files. */
export async function showDecisions(
  sql: Sql,
  projectId: number,
  paths: readonly string[],
): Promise<DecidedFile[]> {
  if (paths.length === 0) return [];
  return showInForce(sql, projectId, paths, await selectInForce(sql, projectId, paths));
}

/** The same where it is known already what is in force in these files. */
export async function showInForce(
  sql: Sql,
  projectId: number,
  paths: readonly string[],
  inForce: InForce,
): Promise<DecidedFile[]> {
  const files = new Map<number, DecidedFile & { size: number }>();
  const blocks: [number, string | null][] = [];
  for (const [fileId, path, block, head, identities, before] of await sql.all<BlockRow>(SELECT_BLOCKS, [
    ...[JSON.stringify(paths), projectId],
  ])) {
    const file = files.get(fileId) ?? { path, counts: SEVERITIES.map(() => 0), decisions: [], size: 0 };
    files.set(fileId, file);
    const decisions = addBlock(file, inForce, JSON.parse(head) as Head, identities);
    const now = decisions.length > 0 ? JSON.stringify(decisions) : null;
    if (now !== before) blocks.push([block, now]);
  }
  await sql.run(UPDATE_BLOCKS, [JSON.stringify(blocks)]);
  const counts = [...files].map(([id, file]) => [id, ...file.counts]);
  await sql.run(UPDATE_COUNTS, [JSON.stringify(counts)]);
  return [...files.values()].map(({ path, counts, decisions }) => ({ path, counts, decisions }));
}

// The list goes first, and each of it is looked up: the other way round it would be taken apart for every row.
const SELECT_BLOCKS = `SELECT f.id, f.path, d.block, d.head, d.identities, d.decisions
  FROM json_each(?1) AS wanted CROSS JOIN files AS f ON f.project_id = ?2 AND f.path = wanted.value
  CROSS JOIN findings AS d ON d.file_id = f.id ORDER BY d.block`;

// What is joined with is made once, and looked up by key.
const UPDATE_BLOCKS = `WITH now AS MATERIALIZED (SELECT value ->> 0 AS block, value ->> 1 AS decisions FROM json_each(?))
  UPDATE findings SET decisions = now.decisions FROM now WHERE findings.block = now.block`;
const UPDATE_COUNTS = `WITH now AS MATERIALIZED (SELECT value ->> 0 AS id,
    ${SEVERITIES.map((name, rank) => `value ->> ${rank + 1} AS ${name}`).join(', ')} FROM json_each(?))
  UPDATE files SET ${SEVERITIES.map((name) => `${name} = now.${name}`).join(', ')} FROM now WHERE files.id = now.id`;

async function selectInForce(sql: Sql, projectId: number, paths: readonly string[]): Promise<InForce> {
  // One row: to step through a hundred thousand takes longer than all the rest.
  const row = await sql.first<string[]>(SELECT_IN_FORCE, [projectId, JSON.stringify(paths)]);
  const [identities = [], ofPaths = [], states = []] = (row ?? []).map(
    (list) => JSON.parse(list) as string[],
  );
  const inForce: InForce = new ByPlace();
  for (const [at, identity] of identities.entries()) {
    const decision = decisionOf(states[at]);
    if (decision !== undefined) inForce.set(ofPaths[at] ?? '', identity, decision);
  }
  return inForce;
}

/** A state as an index into `DECISIONS`; undefined where nothing is decided. */
export function decisionOf(state: string | undefined): number | undefined {
  const decision = (DECISIONS as readonly (string | undefined)[]).indexOf(state);
  return decision < 0 ? undefined : decision;
}

const SELECT_IN_FORCE = `SELECT json_group_array(t.identity), json_group_array(t.path), json_group_array(t.state)
  FROM json_each(?2) AS wanted CROSS JOIN triage AS t
  ON t.project_id = ?1 AND t.path = wanted.value AND t.in_force`;

/** Adds a row of findings to its file; answers with the decisions by place in the row. */
function addBlock(
  file: DecidedFile & { size: number },
  inForce: InForce,
  head: Head,
  identities: string | null,
): number[] {
  const decided = inForce.in(file.path);
  const named = JSON.parse(identities ?? '[]') as string[];
  const decisions: number[] = [];
  const all = flagsOf(head);
  all.forEach((flags, ordinal) => {
    const decision = decided?.get(named[ordinal * 2] ?? '');
    if (decision !== undefined) {
      decisions.push(ordinal, decision);
      file.decisions.push(file.size + ordinal, decision);
    } else if (flagsState(flags) === 0) {
      const rank = flagsSeverity(flags);
      file.counts[rank] = (file.counts[rank] ?? 0) + 1;
    }
  });
  file.size += all.length;
  return decisions;
}
