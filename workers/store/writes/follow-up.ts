/** A run that goes on from what the run before saw: only the files that are looked at again are written. */

import type { FollowedUp } from '../../protocol';
import type { Sql } from '../connection';
import { SEEN } from '../run-facts';
import { selectKnown, unseeFiles } from './files';

/**
 * Has a run count what the one before it saw as seen, but for some files, of which it answers what is known. Undefined if
 * another run came between, if that one did not come to its end, or if its results were made under other rules.
 */
export async function followUp(
  sql: Sql,
  { projectId, runId, ruleSetHash }: { projectId: number; runId: number; ruleSetHash: string },
  before: number,
  paths: readonly string[],
): Promise<FollowedUp | undefined> {
  const walk = (await sql.first<[number]>(SELECT_WALK, [projectId, runId, before, ruleSetHash]))?.[0];
  if (walk === undefined) return undefined;
  await sql.run('UPDATE runs SET walk_run = ? WHERE id = ?', [walk, runId]);
  const retried = await sql.all<[string]>(SELECT_RETRIED, [projectId, runId]);
  const again = retried.map(([path]) => path);
  const all = [...new Set([...paths, ...again])];
  const known = await selectKnown(sql, projectId, ruleSetHash, all);
  await unseeFiles(sql, projectId, all);
  await sql.run(UNSKIP_FILES, [projectId, JSON.stringify(all)]);
  await sql.run(MOVE_SKIPPED, [projectId, runId, before]);
  const [files = 0, bytes = 0] = (await sql.first<[number, number]>(COUNT, [projectId, runId])) ?? [];
  const [skipped = 0] = (await sql.first<[number]>(COUNT_SKIPPED, [projectId, runId])) ?? [];
  return { files, bytes, skipped, known, again };
}

const SELECT_WALK = `SELECT coalesce(b.walk_run, b.id) FROM runs b
  WHERE b.id = ?3 AND b.project_id = ?1 AND b.status = 'done' AND b.walked = 1
  AND b.rule_set_hash = ?4
  AND NOT EXISTS (SELECT 1 FROM runs o WHERE o.project_id = ?1 AND o.id > ?3 AND o.id < ?2)`;

/**
 * Files that nobody has an answer for. One that was cut off a moment ago would only be cut off again, and hold up what was
 * saved: a scan that walks tries it once more.
 */
const SELECT_RETRIED = `SELECT path FROM files WHERE project_id = ?1 AND ${SEEN} AND NOT
  (result_run IS seen_run AND hash <> '' AND (problems IS NULL OR json_valid(problems)))`;

const UNSKIP_FILES = `DELETE FROM skipped
  WHERE project_id = ?1 AND path IN (SELECT value FROM json_each(?2))`;

const MOVE_SKIPPED = 'UPDATE skipped SET run_id = ?2 WHERE project_id = ?1 AND run_id = ?3';

const COUNT = `SELECT count(*), coalesce(sum(size), 0) FROM files WHERE project_id = ?1 AND ${SEEN}`;

const COUNT_SKIPPED = 'SELECT count(*) FROM skipped WHERE project_id = ?1 AND run_id = ?2';
