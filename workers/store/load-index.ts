/** Builds the index of a project from the database. */

import type { Database } from './database';
import { noProject } from './errors';
import { type FindingBlock, type Head, unpackRuns } from './finding-codec';
import { selectStates } from './last-runs';
import { type IndexedFile, ProjectIndex } from './project-index';
import type { QueryContext } from './query';

/** Id, path, size, language, lines of code, failed, status, counts by severity. */
type FileRow = [number, string, number, string | null, number, number, IndexedFile['status'], ...number[]];

/** File, ids, head, decisions; in the order of their blocks, which is that of the findings of each file. */
type FindingsRow = [number, string, string, string | null];

/** Rejects with `no-project`. */
export async function loadIndex(
  database: Database,
  projectId: number,
  unstoredEnd: QueryContext['unstoredEnd'],
): Promise<ProjectIndex> {
  const [files, findings, tools, state] = await database.read(async (sql) => {
    if (!(await sql.first('SELECT 1 FROM projects WHERE id = ?', [projectId]))) throw noProject(projectId);
    const files = await sql.all<FileRow>(SELECT_FILES, [projectId]);
    const findings = await sql.all<FindingsRow>(SELECT_FINDINGS, [projectId]);
    const tools = await sql.all<[string, string]>(SELECT_TOOLS, [projectId]);
    return [
      files,
      findings,
      tools,
      (await selectStates(sql, projectId, unstoredEnd)).get(projectId),
    ] as const;
  });
  const blocks = blocksByFile(findings);
  const index = new ProjectIndex(projectId, state?.completeness);
  for (const [rule, tool] of tools) index.tools.set(rule, tool);
  for (const row of files) {
    const file = toIndexedFile(row);
    index.putFile(file, blocks.get(file.id) ?? []);
  }
  return index;
}

function blocksByFile(rows: FindingsRow[]): Map<number, FindingBlock[]> {
  const blocks = new Map<number, FindingBlock[]>();
  for (const [fileId, ids, head, decided] of rows) {
    const block: FindingBlock = {
      ids: unpackRuns(JSON.parse(ids) as number[]),
      head: JSON.parse(head) as Head,
      ...(decided && { decisions: JSON.parse(decided) as number[] }),
    };
    const known = blocks.get(fileId);
    if (known) known.push(block);
    else blocks.set(fileId, [block]);
  }
  return blocks;
}

function toIndexedFile(row: FileRow): Omit<IndexedFile, 'start' | 'count'> {
  const [id, path, size, language, codeLines, failed, status, ...counts] = row;
  return { id, path, size, language: language ?? undefined, codeLines, failed: failed > 0, status, counts };
}

/** A file is pending without a result, or while a run that is under way has not come to it. */
export const FILE_STATUS = `CASE
  WHEN f.result_run IS NULL THEN 'pending'
  WHEN f.result_run <> f.seen_run AND
    EXISTS (SELECT 1 FROM runs r WHERE r.id = f.seen_run AND r.status = 'running') THEN 'pending'
  WHEN f.failed > 0 THEN 'failed'
  ELSE 'done' END`;

const SELECT_FILES = `SELECT f.id, f.path, f.size, f.language, f.code_lines, f.failed, ${FILE_STATUS},
  f.info, f.low, f.medium, f.high, f.critical
  FROM files f WHERE f.project_id = ?`;

const SELECT_TOOLS = `SELECT id, info ->> 'tool' FROM rules WHERE project_id = ? AND info ->> 'tool' IS NOT NULL`;

const SELECT_FINDINGS = `SELECT d.file_id, d.ids, d.head, d.decisions
  FROM files f CROSS JOIN findings d ON d.file_id = f.id WHERE f.project_id = ? ORDER BY f.id, d.block`;
