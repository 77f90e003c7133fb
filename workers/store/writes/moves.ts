/** Findings that moved to other files: found when a run is done, and given their former ids again. */

import { inflate } from '../../protocol';
import type { Sql } from '../connection';
import type { Database } from '../database';
import { findMoves, type Move, type SightedFile, type Sighting } from '../moves';
import { type DecidedFile, followDecisions } from './decisions';
import { selectUnseen } from './files';
import { renumber, selectSightings, sightingsOf } from './findings';
import { followTriage } from './triage';

/** What a run knows of findings that it did not find again where they were. */
export interface Moving {
  projectId: number;
  runId: number;
  /** Ids from here on were given out by it. */
  firstFresh: number;
  /** Findings that are not in their files any more. */
  lost: SightedFile[];
}

/** Reads only: unpacking texts takes its time, and is no work for a transaction. */
export async function planMoves(database: Database, run: Moving): Promise<Move[]> {
  const gone = await database.read((sql) => selectGone(sql, run));
  if (gone.length === 0 && run.lost.length === 0) return [];
  const fresh = await database.read((sql) => selectFresh(sql, run));
  if (fresh.length === 0) return [];
  return findMoves(gone, run.lost, fresh, ({ hash }) => readText(database, hash));
}

/** After the files that are gone were removed: an id is in one place only. Answers with what decisions show now. */
export async function applyMoves(
  sql: Sql,
  projectId: number,
  moves: readonly Move[],
): Promise<DecidedFile[]> {
  if (moves.length === 0) return [];
  await renumber(sql, formerIds(moves));
  const followed = moves.map(({ former, formerPath, now, nowPath }) => ({
    ...{ identity: former.identity, path: formerPath },
    ...{ newIdentity: now.identity, newPath: nowPath },
  }));
  await followTriage(sql, projectId, followed);
  return followDecisions(sql, projectId, [...new Set(moves.map(({ nowPath }) => nowPath))]);
}

/** The id that each moved finding had, by the one that it was given. */
export function formerIds(moves: readonly Move[]): Map<number, number> {
  return new Map(moves.map(({ former, now }) => [now.id, former.id]));
}

/** The findings of files that are gone. */
export async function selectGone(sql: Sql, { projectId, runId }: Moving): Promise<SightedFile[]> {
  const files = await selectUnseen(sql, projectId, runId);
  const sightings = await selectSightings(
    sql,
    files.map(({ id }) => id),
  );
  return files.flatMap(({ id, path, hash }) => {
    const findings = sightings.get(id);
    return findings ? [{ path, hash, findings }] : [];
  });
}

/** The findings that the run gave new ids. */
export async function selectFresh(sql: Sql, { projectId, firstFresh }: Moving): Promise<SightedFile[]> {
  const rows = await sql.all<[string, string | null, string, string, string | null]>(SELECT_FRESH, [
    projectId,
    firstFresh,
  ]);
  const byPath = new Map<string, SightedFile>();
  for (const [path, hash, runs, head, identities] of rows) {
    const file = byPath.get(path) ?? { path, hash: hash ?? '', findings: [] };
    byPath.set(path, file);
    const isFresh = ({ id }: Sighting) => id >= firstFresh;
    file.findings.push(...sightingsOf(runs, head, identities).filter(isFresh));
  }
  return [...byPath.values()];
}

const SELECT_FRESH = `SELECT f.path, f.hash, d.ids, d.head, d.identities FROM findings d
  JOIN files f ON f.id = d.file_id
  WHERE f.project_id = ?1 AND d.block IN (SELECT block FROM finding_ids WHERE first + count > ?2) ORDER BY d.block`;

async function readText(database: Database, hash: string): Promise<string | undefined> {
  const row = await database.read((sql) =>
    sql.first<[Uint8Array<ArrayBuffer>]>('SELECT data FROM texts WHERE hash = ?', [hash]),
  );
  if (!row) return undefined;
  try {
    return new TextDecoder().decode(await inflate(row[0], 'deflate-raw'));
  } catch {
    // Damaged: then files are compared without it, and the run ends all the same.
    return undefined;
  }
}
