/** Findings whole: one, those of a file, or all of a project. */

import {
  DECISIONS,
  type Decision,
  type FindingDetail,
  inflate,
  type RuleInfo,
  type Triage,
  tallyFindings,
} from '../../protocol';
import type { Sql, SqlParam } from '../connection';
import type { Database } from '../database';
import { type Head, unpack, unpackRuns } from '../finding-codec';
import type { Query } from '../query';
import { blockOf } from '../writes/findings';
import { keyOf, triageIn } from '../writes/triage';

/** `ids, head, identities, decisions, detail, path, project_id` */
type Block = [string, string, string | null, string | null, string | Uint8Array<ArrayBuffer>, string, number];

export const findingDetail: Query<'findingDetail'> = {
  tables: ['files', 'findings', 'rules', 'triage'],
  run: async ({ database }, { id }) => {
    const details = await database.read((sql) => selectDetails(sql, BLOCK_OF_ID, [id]));
    return details.find((detail) => detail.id === id);
  },
};

export const findingsOfFile: Query<'findingsOfFile'> = {
  tables: ['files', 'findings', 'rules', 'triage'],
  run: ({ database }, { projectId, path }) => findingsIn(database, projectId, path),
};

/** The findings of a file, in their order. */
export function findingsIn(database: Database, projectId: number, path: string): Promise<FindingDetail[]> {
  return database.read((sql) => selectDetails(sql, BLOCKS_OF_FILE, [projectId, path]));
}

export const findingDetails: Query<'findingDetails'> = {
  tables: ['files', 'findings', 'rules', 'triage'],
  run: async ({ database }, { projectId, ids }) => {
    if (!ids) return database.read((sql) => selectDetails(sql, BLOCKS_OF_PROJECT, [projectId]));
    const details = await database.read((sql) =>
      selectDetails(sql, BLOCKS_OF_IDS, [projectId, JSON.stringify(ids)]),
    );
    const wanted = new Set(ids);
    return details.filter(({ id }) => wanted.has(id));
  },
};

export const findingTallies: Query<'findingTallies'> = {
  tables: ['files', 'findings', 'triage'],
  run: async ({ database }, { projectId }) => {
    const all = await database.read((sql) => selectDetails(sql, BLOCKS_OF_PROJECT, [projectId]));
    // What people have decided is not to be set up again.
    return tallyFindings(all.filter(({ state }) => state === 'open').map(({ finding }) => finding));
  },
};

const BLOCKS = `SELECT d.ids, d.head, d.identities, d.decisions, m.detail, f.path, f.project_id FROM findings d
  JOIN files f ON f.id = d.file_id JOIN finding_details m ON m.block = d.block`;
const BLOCK_OF_ID = `${BLOCKS} WHERE d.block = ${blockOf('?1')}`;
const BLOCKS_OF_FILE = `${BLOCKS} WHERE f.project_id = ? AND f.path = ? ORDER BY d.block`;
/** Those that findings of a project with these ids (a JSON array) are in, so that nothing else is decoded. */
const BLOCKS_OF_IDS = `WITH wanted AS (
    SELECT DISTINCT ${blockOf('value')} AS block FROM json_each(?2)
  ) ${BLOCKS} JOIN wanted w ON w.block = d.block WHERE f.project_id = ?1 ORDER BY f.path, d.block`;
const BLOCKS_OF_PROJECT = `${BLOCKS} WHERE f.project_id = ? ORDER BY f.path, d.block`;

async function selectDetails(sql: Sql, query: string, params: SqlParam[]): Promise<FindingDetail[]> {
  const blocks = await sql.all<Block>(query, params);
  const projectId = blocks[0]?.[6] ?? null;
  const rules = await selectRules(sql, projectId);
  const triage = await triageIn(sql, projectId, new Set(blocks.map(([, , , , , path]) => path)));
  const details: FindingDetail[] = [];
  for (const block of blocks) details.push(...(await decodeBlock(block, rules, triage)));
  return details;
}

async function decodeBlock(
  [runs, head, identities, decisions, detail, path]: Block,
  rules: RuleLookup,
  triage: ReadonlyMap<string, Triage>,
): Promise<FindingDetail[]> {
  const text =
    typeof detail === 'string' ? detail : new TextDecoder().decode(await inflate(detail, 'deflate-raw'));
  const ids = unpackRuns(JSON.parse(runs) as number[]);
  const decided = decisionsByPlace(decisions);
  return unpack(JSON.parse(head) as Head, text, identities).map(({ finding, state, others }, ordinal) => {
    const found: FindingDetail = { id: ids[ordinal] ?? 0, path, state, finding, ...(others && { others }) };
    const said = triage.get(keyOf(finding.identity, path));
    if (said) found.triage = said;
    if (state === 'open') found.state = decided.get(ordinal) ?? state;
    const rule = rules(finding.ruleId, finding.language);
    if (rule) found.rule = rule;
    return found;
  });
}

function decisionsByPlace(json: string | null): Map<number, Decision> {
  const pairs = JSON.parse(json ?? '[]') as number[];
  const byPlace = new Map<number, Decision>();
  for (let at = 0; at < pairs.length; at += 2) {
    const decision = DECISIONS[pairs[at + 1] ?? -1];
    if (decision) byPlace.set(pairs[at] ?? 0, decision);
  }
  return byPlace;
}

type RuleLookup = (id: string, language: string) => RuleInfo | undefined;

/** A shared project's own rules go before those at work here; an id may stand for one rule per language. */
async function selectRules(sql: Sql, projectId: number | null): Promise<RuleLookup> {
  const rows = await sql.all<[string, string]>(
    `SELECT id, info FROM rules WHERE project_id IS NULL OR project_id = ? ORDER BY project_id IS NULL, key`,
    [projectId],
  );
  const parsed = new Map<string, RuleInfo[]>();
  const rulesOf = (wanted: string) =>
    rows.filter(([id]) => id === wanted).map(([, info]) => JSON.parse(info) as RuleInfo);
  return (id, language) => {
    const rules = parsed.get(id) ?? rulesOf(id);
    parsed.set(id, rules);
    return rules.find(({ languages }) => languages.includes(language)) ?? rules[0];
  };
}
