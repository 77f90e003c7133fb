/** What files tell others, by file and analysis. A summary holds for one content and one build of the engine. */

import type { FileSummaries, StoredSummary, SummaryMaker, SummaryPage, Unsummarised } from '../../protocol';
import type { Sql } from '../connection';

/** Stands in the place of an analysis where a file's summaries cannot be made, so that nobody tries again. */
const FAILED = '';
/** Rows of a page: enough to make the call cheap, few enough to hold. */
const PAGE_ROWS = 400;

/** Keeps summaries of files whose stored result is of the same content; answers with whether there were any. */
export async function replaceSummaries(
  sql: Sql,
  projectId: number,
  engine: string,
  files: readonly FileSummaries[],
): Promise<boolean> {
  const rows = JSON.stringify(files.map(({ path, hash }) => [path, hash]));
  const ids = new Map(await sql.all<[string, number]>(SELECT_FILES, [projectId, rows]));
  await removeSummaries(sql, 'SELECT value FROM json_each(?)', [JSON.stringify([...ids.values()])]);
  for (const { path, hash, summaries } of files) {
    const id = ids.get(path);
    if (id === undefined) continue;
    const all = summaries ?? [{ analysis: FAILED, version: 0, data: null }];
    for (const { analysis, version, data } of all) {
      await sql.run(INSERT, [projectId, id, analysis, version, engine, hash, data]);
    }
  }
  return ids.size > 0;
}

const SELECT_FILES = `SELECT f.path, f.id FROM json_each(?2) j
  JOIN files f ON f.project_id = ?1 AND f.path = j.value ->> 0 WHERE f.hash = j.value ->> 1`;

const INSERT = `INSERT INTO summaries (project_id, file_id, analysis, version, engine, hash, data)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;

/** Forgets what the files told that a query selects. */
export async function removeSummaries(sql: Sql, fileIds: string, params: [string | number]): Promise<void> {
  await sql.run(`DELETE FROM summaries WHERE file_id IN (${fileIds})`, params);
}

/** Files that lack a summary which this maker would make. */
export async function selectUnsummarised(
  sql: Sql,
  projectId: number,
  { engine, analyses }: SummaryMaker,
): Promise<Unsummarised> {
  const rows = await sql.all<[string, string, string | null]>(SELECT_MADE, [projectId, engine]);
  const wanted = new Map<string, string[]>();
  for (const { id, version, languages } of analyses) {
    for (const language of languages) {
      wanted.set(language, [...(wanted.get(language) ?? []), `${id} ${version}`]);
    }
  }
  const result: Unsummarised = { total: 0, done: 0, failed: 0, paths: [], failedPaths: [] };
  for (const [path, language, list] of rows) {
    const needed = wanted.get(language);
    if (!needed) continue;
    const made = new Set(list?.split(','));
    result.total += 1;
    if (made.has(`${FAILED} 0`)) result.failedPaths.push(path);
    else if (needed.every((one) => made.has(one))) result.done += 1;
    else result.paths.push(path);
  }
  return { ...result, failed: result.failedPaths.length };
}

const SELECT_MADE = `SELECT f.path, f.language, group_concat(s.analysis || ' ' || s.version)
  FROM files f LEFT JOIN summaries s ON s.file_id = f.id AND s.engine = ?2 AND s.hash = f.hash
  WHERE f.project_id = ?1 AND f.language IS NOT NULL AND f.result_run IS NOT NULL AND f.hash <> ''
  GROUP BY f.id ORDER BY f.path`;

/** Summaries behind a place, in the order in which they were stored. */
export async function selectSummaries(
  sql: Sql,
  projectId: number,
  engine: string,
  from: number,
): Promise<SummaryPage> {
  const rows = await sql.all<[number, string, string, string, number, Uint8Array<ArrayBuffer>]>(
    SELECT_SUMMARIES,
    [projectId, engine, from, PAGE_ROWS],
  );
  const summaries = rows.map(([, path, language, analysis, version, data]): StoredSummary => {
    // SQLite's own memory is behind what it gives; it is handed on to another thread.
    return { path, language, analysis, version, data: data.slice() };
  });
  return { summaries, end: rows.at(-1)?.[0] ?? from, isLast: rows.length < PAGE_ROWS };
}

const SELECT_SUMMARIES = `SELECT s.seq, f.path, f.language, s.analysis, s.version, s.data
  FROM summaries s JOIN files f ON f.id = s.file_id
  WHERE s.project_id = ?1 AND s.engine = ?2 AND s.seq > ?3 AND s.hash = f.hash AND s.data IS NOT NULL
  ORDER BY s.seq LIMIT ?4`;
