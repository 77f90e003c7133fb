/**
 * Rows of findings: a block for up to a few hundred of a file, and where the finding of each id is. A finding that was
 * found again keeps its id.
 */

import type { Sql } from '../connection';
import {
  FINDING_STATES,
  type FindingBlock,
  flagsOf,
  flagsState,
  type Head,
  packRuns,
  unpackRuns,
  unpackTraces,
} from '../finding-codec';
import type { Sighting } from '../moves';
import type { PreparedFile } from '../prepared-file';
import { rematch } from '../rematch';
import type { Followed } from './triage';

/** A file's new findings with their ids, and what became of the former ones. */
export interface Identified {
  blocks: FindingBlock[];
  followed: Followed[];
  lost: Sighting[];
}

/** The findings of these files by file, in the order of the text. */
export async function selectSightings(
  sql: Sql,
  fileIds: readonly number[],
): Promise<Map<number, Sighting[]>> {
  const rows = await sql.all<[number, string, string, string | null]>(SELECT_SIGHTINGS, [
    JSON.stringify(fileIds),
  ]);
  const byFile = new Map<number, Sighting[]>();
  for (const [fileId, runs, head, identities] of rows) {
    const known = byFile.get(fileId) ?? [];
    byFile.set(fileId, known);
    for (const sighting of sightingsOf(runs, head, identities)) known.push(sighting);
  }
  return byFile;
}

const SELECT_SIGHTINGS = `SELECT file_id, ids, head, identities FROM findings
  WHERE file_id IN (SELECT value FROM json_each(?)) ORDER BY block`;

/** The findings of a row. */
export function sightingsOf(runs: string, head: string, identities: string | null): Sighting[] {
  const ids = unpackRuns(JSON.parse(runs) as number[]);
  const traces = unpackTraces(JSON.parse(head) as Head, identities);
  const flags = flagsOf(JSON.parse(head) as Head);
  return traces.map((trace, ordinal) => ({
    ...trace,
    id: ids[ordinal] ?? 0,
    isOpen: FINDING_STATES[flagsState(flags[ordinal] ?? 0)] === 'open',
  }));
}

/** Gives each finding of a file, which has grown by some lines, the id of the former one that it is, or a new one. */
export function identify(
  { path, blocks }: Pick<PreparedFile, 'path' | 'blocks'>,
  former: readonly Sighting[],
  grown: number,
  newId: () => number,
): Identified {
  const now =
    former.length > 0 ? blocks.flatMap(({ head, identities }) => unpackTraces(head, identities)) : [];
  const pairs = former.length > 0 ? rematch(former, now, grown) : [];
  const kept = new Map(pairs.map(([before, after]) => [after, former[before] as Sighting]));
  let ordinal = 0;
  const identified = blocks.map(({ count, head }): FindingBlock => {
    const ids = Array.from({ length: count }, () => kept.get(ordinal++)?.id ?? newId());
    return { ids, head };
  });
  const found = new Set(kept.values());
  return {
    blocks: identified,
    followed: [...kept].map(([at, { identity }]) => ({
      ...{ identity, path, newPath: path },
      newIdentity: now[at]?.identity ?? '',
    })),
    lost: former.filter((one) => !found.has(one)),
  };
}

interface Written {
  id: number;
  file: Pick<PreparedFile, 'blocks'>;
  blocks: FindingBlock[];
}

export async function insertFindings(sql: Sql, written: readonly Written[]): Promise<void> {
  const heads: unknown[][] = [];
  const details: [number, string][] = [];
  const places: number[][] = [];
  let block = await readCounter(sql, 'block');
  for (const { id, file, blocks } of written) {
    for (const [at, { count, headJson, detail, identities }] of file.blocks.entries()) {
      const runs = packRuns(blocks[at]?.ids ?? []);
      heads.push([block, id, count, headJson, JSON.stringify(runs), identities]);
      places.push(...placesOf(runs, block));
      if (typeof detail === 'string') details.push([block, detail]);
      else await sql.run('INSERT INTO finding_details VALUES (?, ?)', [block, detail]);
      block += 1;
    }
  }
  await sql.run(INSERT_HEADS, [JSON.stringify(heads)]);
  await sql.run(INSERT_DETAILS, [JSON.stringify(details)]);
  await sql.run(INSERT_PLACES, [JSON.stringify(places)]);
  await writeCounter(sql, 'block', block);
}

const INSERT_HEADS = `INSERT INTO findings (block, file_id, count, head, ids, identities)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?)`;
const INSERT_DETAILS = 'INSERT INTO finding_details SELECT value ->> 0, value ->> 1 FROM json_each(?)';
const INSERT_PLACES =
  'INSERT INTO finding_ids SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)';

/** Rows of `finding_ids`. */
function placesOf(runs: readonly number[], block: number): number[][] {
  return runs.flatMap((first, at) => (at % 2 === 0 ? [[first, runs[at + 1] ?? 0, block]] : []));
}

/** Gives findings other ids, by the ones that they have. */
export async function renumber(sql: Sql, former: ReadonlyMap<number, number>): Promise<void> {
  const now = JSON.stringify([...former.keys()]);
  const rows = await sql.all<[number, string]>(SELECT_BLOCKS_OF_IDS, [now]);
  for (const [block, runs] of rows) {
    const ids = unpackRuns(JSON.parse(runs) as number[]).map((id) => former.get(id) ?? id);
    const renumbered = packRuns(ids);
    await sql.run('UPDATE findings SET ids = ? WHERE block = ?', [JSON.stringify(renumbered), block]);
    await sql.run('DELETE FROM finding_ids WHERE block = ?', [block]);
    await sql.run(INSERT_PLACES, [JSON.stringify(placesOf(renumbered, block))]);
  }
}

/** The row with the finding of an id, in SQL. */
export function blockOf(id: string): string {
  return `(SELECT CASE WHEN first + count > ${id} THEN block END FROM finding_ids
    WHERE first <= ${id} ORDER BY first DESC LIMIT 1)`;
}

const SELECT_BLOCKS_OF_IDS = `SELECT block, ids FROM findings
  WHERE block IN (SELECT ${blockOf('value')} FROM json_each(?))`;

/** Removes the findings of the files that a query selects. */
export async function removeFindings(sql: Sql, fileIds: string, params: [string | number]): Promise<void> {
  const blocks = `SELECT block FROM findings WHERE file_id IN (${fileIds})`;
  for (const table of ['finding_details', 'finding_ids', 'findings']) {
    await sql.run(`DELETE FROM ${table} WHERE block IN (${blocks})`, params);
  }
}

/** Ids of findings and numbers of rows are never used twice. */
export async function readCounter(sql: Sql, name: 'finding' | 'block'): Promise<number> {
  return (await sql.first<[number]>('SELECT next FROM counters WHERE name = ?', [name]))?.[0] ?? 1;
}

export async function writeCounter(sql: Sql, name: 'finding' | 'block', next: number): Promise<void> {
  await sql.run('UPDATE counters SET next = ? WHERE name = ?', [next, name]);
}
