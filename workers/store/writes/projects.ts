/** Rows of projects. */

import type { Completeness, Project } from '../../protocol';
import type { Sql } from '../connection';
import { noProject } from '../errors';
import { removeFiles } from './files';
import { removeRules } from './rules';
import { removeSettingsUnder, writeSetting } from './settings';
import { removeUnusedTexts } from './texts';
import { removeTriage } from './triage';

export async function insertProject(
  sql: Sql,
  name: string,
  sourceKind: Project['sourceKind'],
  nowMs: number,
): Promise<number> {
  const row = await sql.first<[number]>(
    'INSERT INTO projects (name, source_kind, created_ms, opened_ms) VALUES (?1, ?2, ?3, ?3) RETURNING id',
    [name, sourceKind, nowMs],
  );
  return row?.[0] ?? 0;
}

/** The setting that marks a project as temporary; it goes with the project. */
export const TEMPORARY = `'project.' || id || '.temporary'`;

export async function insertTemporary(sql: Sql, name: string, nowMs: number): Promise<number> {
  const id = await insertProject(sql, name, 'shared', nowMs);
  await writeSetting(sql, `project.${id}.temporary`, '1');
  return id;
}

export async function keepProject(sql: Sql, projectId: number): Promise<void> {
  await projectName(sql, projectId);
  await writeSetting(sql, `project.${projectId}.temporary`, undefined);
}

/** Ids of all temporary projects. */
export async function selectTemporary(sql: Sql): Promise<number[]> {
  const rows = await sql.all<[number]>(
    `SELECT id FROM projects WHERE EXISTS (SELECT 1 FROM settings WHERE key = ${TEMPORARY})`,
  );
  return rows.map(([id]) => id);
}

export async function projectName(sql: Sql, projectId: number): Promise<string> {
  const row = await sql.first<[string]>('SELECT name FROM projects WHERE id = ?', [projectId]);
  if (!row) throw noProject(projectId);
  return row[0];
}

export async function touchProject(sql: Sql, projectId: number, nowMs: number): Promise<void> {
  await projectName(sql, projectId);
  await sql.run('UPDATE projects SET opened_ms = ? WHERE id = ?', [nowMs, projectId]);
}

/** How much of it was read and checked where imported findings were made, as their sender says. */
export async function writeImported(sql: Sql, projectId: number, completeness: Completeness): Promise<void> {
  await sql.run('UPDATE projects SET completeness = ? WHERE id = ?', [
    JSON.stringify(completeness),
    projectId,
  ]);
}

/** False if it is kept by now: its tab may have let go of it for that. */
export async function deleteTemporary(sql: Sql, projectId: number): Promise<boolean> {
  if (!(await selectTemporary(sql)).includes(projectId)) return false;
  await deleteProject(sql, projectId);
  return true;
}

export async function deleteProject(sql: Sql, projectId: number): Promise<void> {
  await removeFiles(sql, projectId);
  await removeUnusedTexts(sql);
  await removeTriage(sql, projectId);
  await removeRules(sql, projectId);
  await sql.run('DELETE FROM skipped WHERE project_id = ?', [projectId]);
  await sql.run('DELETE FROM runs WHERE project_id = ?', [projectId]);
  await removeSettingsUnder(sql, `project.${projectId}.`);
  await sql.run('DELETE FROM projects WHERE id = ?', [projectId]);
}
