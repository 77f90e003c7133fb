/** What the rows say of a run; `completeness.ts` draws the conclusion. */

import type { Problem, SkippedFile, SkipReason } from '../protocol';
import { GAP_REASONS, type RunFacts } from './completeness';
import type { Sql } from './connection';

type StoredFacts = Omit<RunFacts, 'status' | 'error'>;

/** All that was recorded of a run but how it ended. */
export async function readFacts(sql: Sql, runId: number): Promise<StoredFacts> {
  const run = await sql.first<[number, number, string | null]>(
    'SELECT project_id, walked, rule_problems FROM runs WHERE id = ?',
    [runId],
  );
  const [projectId = 0, walked = 0, ruleProblems] = run ?? [];
  const [files = 0, answered = 0] =
    (await sql.first<[number, number]>(COUNT_FILES, [projectId, runId])) ?? [];
  return {
    ...{ walked: walked === 1, files, answered },
    skipped: await readGaps(sql, projectId, runId),
    problems: await readProblems(sql, projectId, runId),
    ruleProblems: JSON.parse(ruleProblems ?? '[]') as Problem[],
  };
}

/** Files, folders and archive entries that a run could not read. */
export async function readGaps(sql: Sql, projectId: number, runId: number): Promise<RunFacts['skipped']> {
  const rows = await sql.all<[string, number, SkipReason, string]>(SELECT_GAPS, [
    projectId,
    runId,
    JSON.stringify(GAP_REASONS),
  ]);
  return rows.map(
    ([path, isFolder, reason, detail]): Omit<SkippedFile, 'size'> => ({
      ...{ path, reason, detail },
      isFolder: isFolder === 1,
    }),
  );
}

async function readProblems(sql: Sql, projectId: number, runId: number): Promise<Problem[]> {
  const rows = await sql.all<[string, string]>(SELECT_PROBLEMS, [projectId, runId]);
  return rows.flatMap(([path, json]) => parseProblems(json).map((one) => ({ ...one, path })));
}

/** A row that was damaged says nothing of its file; `selectKnown` has it checked again. */
export function parseProblems(json: string): Problem[] {
  try {
    return JSON.parse(json) as Problem[];
  } catch {
    return [{ kind: 'unreadable', message: 'The stored result is damaged.' }];
  }
}

/** Whether a row of a file was seen by the run `?2`, or by a walk that it goes on from. */
export const SEEN = 'seen_run >= (SELECT coalesce(walk_run, id) FROM runs WHERE id = ?2)';

const COUNT_FILES = `SELECT count(*), coalesce(sum(result_run IS seen_run), 0) FROM files
  WHERE project_id = ?1 AND ${SEEN}`;

const SELECT_GAPS = `SELECT path, is_folder, reason, detail FROM skipped
  WHERE project_id = ? AND run_id = ? AND reason IN (SELECT value FROM json_each(?)) ORDER BY path`;

const SELECT_PROBLEMS = `SELECT path, problems FROM files
  WHERE project_id = ?1 AND ${SEEN} AND result_run = seen_run AND problems IS NOT NULL ORDER BY path`;
