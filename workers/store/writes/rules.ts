/** Rules, and the rule files that people bring. */

import type { RuleInfo } from '../../protocol';
import type { Sql } from '../connection';

/** Replaces the rules at work; false if they are the same as before. */
export async function replaceRules(sql: Sql, rules: readonly RuleInfo[]): Promise<boolean> {
  const infos = rules.map((rule) => JSON.stringify(rule));
  const stored = await sql.all<[string]>('SELECT info FROM rules WHERE project_id IS NULL ORDER BY key');
  if (stored.length === infos.length && stored.every(([info], at) => info === infos[at])) return false;
  await sql.run('DELETE FROM rules WHERE project_id IS NULL');
  await insertRules(sql, null, rules);
  return true;
}

/** Replaces the set of ids that are switched off; false if it is the same as before. */
export async function replaceDisabled(sql: Sql, ids: readonly string[]): Promise<boolean> {
  const stored = await sql.all<[string]>('SELECT id FROM disabled_rules ORDER BY id');
  const wanted = [...new Set(ids)].sort();
  if (stored.length === wanted.length && stored.every(([id], at) => id === wanted[at])) return false;
  await sql.run('DELETE FROM disabled_rules');
  for (const id of wanted) await sql.run('INSERT INTO disabled_rules VALUES (?)', [id]);
  return true;
}

/** `projectId` null means the rules at work; those of a shared project are not listed. */
export async function insertRules(
  sql: Sql,
  projectId: number | null,
  rules: readonly RuleInfo[],
): Promise<void> {
  const rows = JSON.stringify(rules.map((rule) => [rule.id, JSON.stringify(rule)]));
  await sql.run(INSERT_RULES, [projectId, rows]);
}

const INSERT_RULES = `INSERT INTO rules (project_id, id, info)
  SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2)`;

export async function removeRules(sql: Sql, projectId: number): Promise<void> {
  await sql.run('DELETE FROM rules WHERE project_id = ?', [projectId]);
}

export async function selectUserRuleFiles(sql: Sql): Promise<{ path: string; text: string }[]> {
  const rows = await sql.all<[string, string]>('SELECT path, text FROM user_rule_files ORDER BY path');
  return rows.map(([path, text]) => ({ path, text }));
}

export async function writeUserRuleFile(sql: Sql, path: string, text: string | undefined): Promise<void> {
  if (text === undefined) await sql.run('DELETE FROM user_rule_files WHERE path = ?', [path]);
  else await sql.run('INSERT OR REPLACE INTO user_rule_files VALUES (?, ?)', [path, text]);
}
