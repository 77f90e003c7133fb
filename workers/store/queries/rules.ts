/** The rules at work, searched by what people call what they find. */

import type { FoundRule, RuleInfo } from '../../protocol';
import type { Database } from '../database';
import type { ProjectIndex } from '../project-index';
import type { Query } from '../query';
import { RuleIndex } from '../rule-search';
import { readTurnedOn } from '../writes/project-pass';
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
/** A rule as JSON, and whether it is on. */
type Row = [info: string, enabled: number];

/** The rules that a text asks for, the likeliest first; all of them by their ids for an empty one. */
async function search(database: Database, text: string): Promise<MatchingRule[]> {
  const rows = await database.read((sql) => sql.all<Row>(SELECT_RULES));
  const { rules, index } = readRules(database, rows);
  const places = new Map(rules.map((rule, at) => [rule, at]));
  const found = text.trim() === '' ? rules : index().search(text);
  return found.map((rule) => ({ ...rule, enabled: rows[places.get(rule) ?? 0]?.[1] === 1 }));
}

interface KnownRules {
  infos: readonly string[];
  rules: readonly RuleInfo[];
  index: () => RuleIndex<RuleInfo>;
}

/** What was made of the rules of a database: whoever types asks again with every letter. */
const known = new WeakMap<Database, KnownRules>();

function readRules(database: Database, rows: readonly Row[]): KnownRules {
  const before = known.get(database);
  if (before?.infos.length === rows.length && rows.every(([info], at) => info === before.infos[at]))
    return before;
  const infos = rows.map(([info]) => info);
  const rules = infos.map((info) => JSON.parse(info) as RuleInfo);
  let made: RuleIndex<RuleInfo> | undefined;
  const index = () => {
    made ??= new RuleIndex(rules);
    return made;
  };
  const now = { infos, rules, index };
  known.set(database, now);
  return now;
}

/** Findings that are not suppressed, by rule. */
function countByRule(index: ProjectIndex): Map<string, number> {
  const counts = index.openByRule();
  return new Map(index.rules.values.map((id, rule) => [id, counts[rule]?.count ?? 0]));
}

const SELECT_RULES = `SELECT r.info, NOT EXISTS (SELECT 1 FROM disabled_rules x WHERE x.id = r.id)
  FROM rules r WHERE r.project_id IS NULL ORDER BY r.id, r.key`;
