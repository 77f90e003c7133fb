/** The rules at work, searched in full text. */

import { AssayError, type FoundRule, type RuleInfo } from '../../protocol';
import type { Sql } from '../connection';
import type { Database } from '../database';
import type { ProjectIndex } from '../project-index';
import type { Query } from '../query';
import { readTurnedOn } from '../writes/project-pass';
import { rebuildRulesText } from '../writes/rules';
import { selectCosts } from '../writes/runs';

export const rules: Query<'rules'> = {
  tables: ['rules', 'findings', 'files', 'runs', 'settings'],
  run: async ({ database, index }, { text, projectId }) => {
    const found = await search(database, text);
    await switchOff(database, found);
    if (projectId === undefined) return found.map((rule) => ({ ...rule, findings: 0 }));
    const counts = countByRule(await index(projectId));
    const costs = new Map(
      (await database.read((sql) => selectCosts(sql, projectId))).map(({ id, ...cost }) => [id, cost]),
    );
    return found.map((rule) => {
      const cost = costs.get(rule.id);
      return { ...rule, findings: counts.get(rule.id) ?? 0, ...(cost && { cost }) };
    });
  },
};

/** Rules about the project as a whole are off unless they were turned on. */
async function switchOff(database: Database, found: MatchingRule[]): Promise<void> {
  const on = new Set(await database.read(readTurnedOn));
  for (const rule of found) if (rule.dialect === 'project') rule.enabled = on.has(rule.id);
}

export const disabledRules: Query<'disabledRules'> = {
  tables: ['rules'],
  run: async ({ database }) => {
    const rows = await database.read((sql) => sql.all<[string]>('SELECT id FROM disabled_rules ORDER BY id'));
    return rows.map(([id]) => id);
  },
};

type MatchingRule = Omit<FoundRule, 'findings' | 'cost'>;

/** A full-text index that reports damage is made anew, once: everything in it is in the table of rules. */
async function search(database: Database, text: string): Promise<MatchingRule[]> {
  const match = toMatch(text);
  const select = (sql: Sql) => (match ? selectMatching(sql, match) : selectAll(sql));
  try {
    return await database.read(select);
  } catch (error) {
    const isDamaged = error instanceof AssayError && error.envelope.code === 'database-corrupt';
    if (!match || !isDamaged) throw error;
    await database.write(rebuildRulesText);
    return database.read(select);
  }
}

/** Every word must begin a word of the rule. Quotes make FTS5 take each word as it is. */
function toMatch(text: string): string {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.map((word) => `"${word}"*`).join(' ');
}

type Row = [string, number];

async function selectMatching(sql: Sql, match: string): Promise<MatchingRule[]> {
  const found = await sql.all<[number]>(
    'SELECT rowid FROM rules_text WHERE rules_text MATCH ? ORDER BY bm25(rules_text, 8, 4, 1, 2)',
    [match],
  );
  const rows: Row[] = [];
  for (const [key] of found) rows.push(...(await sql.all<Row>(`${SELECT_RULES} AND r.key = ?`, [key])));
  return rows.map(toMatchingRule);
}

async function selectAll(sql: Sql): Promise<MatchingRule[]> {
  return (await sql.all<Row>(`${SELECT_RULES} ORDER BY r.id, r.key`)).map(toMatchingRule);
}

function toMatchingRule([info, enabled]: Row): MatchingRule {
  return { ...(JSON.parse(info) as RuleInfo), enabled: enabled === 1 };
}

/** Findings that are not suppressed, by rule. */
function countByRule(index: ProjectIndex): Map<string, number> {
  const counts = index.openByRule();
  return new Map(index.rules.values.map((id, rule) => [id, counts[rule]?.count ?? 0]));
}

const SELECT_RULES = `SELECT r.info, NOT EXISTS (SELECT 1 FROM disabled_rules x WHERE x.id = r.id)
  FROM rules r WHERE r.project_id IS NULL`;
