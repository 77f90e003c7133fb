/** The index in memory answers as SQL would, over findings and filters that nobody thought of. */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Finding,
  type FindingsFilter,
  type FindingsView,
  type GroupBy,
  SEVERITIES,
  type Severity,
  type SortBy,
} from '../../workers/protocol';
import type { Connection, Sql } from '../../workers/store/connection';
import { connect } from '../../workers/store/database-file';
import { FOUND_STATES, packHead, type StoredFinding } from '../../workers/store/finding-codec';
import { viewFindings } from '../../workers/store/findings-view';
import { ProjectIndex } from '../../workers/store/project-index';
import { makeFinding } from './fixtures';
import { MemoryStorage } from './memory-host';

interface Put {
  path: string;
  findings: StoredFinding[];
}

const severity = fc.constantFrom<Severity>(...SEVERITIES);
const state = fc.constantFrom(...FOUND_STATES);
const rule = fc.constantFrom('js/a', 'js/b', 'py/a');
const language = fc.constantFrom('javascript', 'python');
const path = fc.constantFrom('a.js', 'src/a.js', 'src/b.js', 'src/app/c.js', 'srcs/d.py', 'lib/Über.py');
const words = fc.constantFrom('Eval', 'list', 'ÜBER', 'x');

const stored: fc.Arbitrary<StoredFinding> = fc
  .record({ severity, state, ruleId: rule, language, message: words, excerpt: words, line: fc.nat(50) })
  .map(({ state, line, ...options }) => ({ state, finding: makeFinding(line + 1, options) as Finding }));

/** Files may be put again, which replaces them. */
const puts: fc.Arbitrary<Put[]> = fc.array(
  fc.record({ path, findings: fc.array(stored, { maxLength: 8 }) }),
  {
    maxLength: 12,
  },
);

function some<T>(values: fc.Arbitrary<T>): fc.Arbitrary<T[] | undefined> {
  return fc.option(fc.uniqueArray(values, { maxLength: 2 }), { nil: undefined });
}

const lists = {
  severities: some(severity),
  rules: some(rule),
  languages: some(language),
  paths: some(fc.constantFrom('src/', 'src/app/', 'src/a.js', 'lib/', 'nowhere/')),
  states: some(state),
};
const filter: fc.Arbitrary<FindingsFilter> = fc.record({
  projectId: fc.constant(1),
  text: fc.option(fc.constantFrom('eval', 'EVAL x', 'über', 'js a', ' '), { nil: undefined }),
  ...lists,
  not: fc.record(lists),
});

function makeIndex(puts: Put[]): ProjectIndex {
  const index = new ProjectIndex(1);
  let firstId = 1;
  puts.forEach(({ path, findings }, id) => {
    const ids = findings.map((_, at) => firstId + at);
    const blocks = findings.length > 0 ? [{ ids, head: packHead(findings) }] : [];
    firstId += findings.length;
    const file = {
      id,
      path,
      size: 1,
      language: 'javascript',
      codeLines: 1,
      counts: [],
      status: 'done',
    } as const;
    index.putFile({ ...file, counts: [], failed: false }, blocks);
  });
  return index;
}

async function fillTable(sql: Sql, puts: Put[]): Promise<void> {
  await sql.run('DELETE FROM f');
  let id = 1;
  for (const { path, findings } of puts) {
    await sql.run('DELETE FROM f WHERE path = ?', [path]);
    for (const { finding, state } of findings) {
      const { ruleId, language, severity, message, excerpt, range } = finding;
      const rank = SEVERITIES.indexOf(severity);
      const text = [message, ruleId, path, excerpt].map((part) => part.toLowerCase()).join('\n');
      const row = [id++, path, ruleId, language, severity, rank, state, range.start.line, text];
      await sql.run('INSERT INTO f VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', row);
    }
  }
}

/** The parts of a filter as SQL, by the facet that leaves them out. */
function conditions(filter: FindingsFilter): Record<string, string> {
  const list = (values: readonly string[]) => values.map((value) => `'${value}'`).join(', ');
  const { not = {} } = filter;
  const any = (column: string, values?: readonly string[], without: readonly string[] = []) =>
    `${values?.length ? `${column} IN (${list(values)})` : 'true'} AND ${column} NOT IN (${list(without)})`;
  const inPath = (prefix: string) =>
    prefix.endsWith('/') ? `substr(path, 1, ${prefix.length}) = '${prefix}'` : `path = '${prefix}'`;
  const anyPath = (paths: readonly string[] = [], none: string) =>
    paths.length > 0 ? `(${paths.map(inPath).join(' OR ')})` : none;
  const words = (filter.text ?? '').toLowerCase().split(' ').filter(Boolean);
  return {
    severity: any('severity', filter.severities, not.severities),
    rule: any('rule', filter.rules, not.rules),
    language: any('language', filter.languages, not.languages),
    folder: `${anyPath(filter.paths, 'true')} AND NOT ${anyPath(not.paths, 'false')}`,
    state: any('state', filter.states, not.states),
    text: words.map((word) => `instr(text, '${word}') > 0`).join(' AND ') || 'true',
  };
}

function where(parts: Record<string, string>, without?: string): string {
  const kept = Object.entries(parts).filter(([name]) => name !== without);
  return kept.map(([, sql]) => sql).join(' AND ');
}

const ORDER: Record<SortBy, string> = { path: 'path, id', severity: 'rank DESC, path, id' };
const GROUP: Record<Exclude<GroupBy, 'none'>, string> = { rule: 'rule', file: 'path', severity: 'severity' };

async function idsBySql(sql: Sql, where: string, groupBy: GroupBy, sortBy: SortBy): Promise<number[]> {
  const groups = groupBy === 'none' ? [undefined] : await groupsBySql(sql, where, groupBy, sortBy);
  const ids: number[] = [];
  for (const group of groups) {
    const inGroup = group && groupBy !== 'none' ? ` AND ${GROUP[groupBy]} = '${group.key}'` : '';
    const rows = await sql.all<[number]>(
      `SELECT id FROM f WHERE ${where}${inGroup} ORDER BY ${ORDER[sortBy]}`,
    );
    ids.push(...rows.map(([id]) => id));
  }
  return ids;
}

async function groupsBySql(sql: Sql, where: string, groupBy: Exclude<GroupBy, 'none'>, sortBy: SortBy) {
  const column = GROUP[groupBy];
  const worst = sortBy === 'severity' || groupBy === 'severity' ? 'max(rank) DESC, count(*) DESC, ' : '';
  const rows = await sql.all<[string, number]>(
    `SELECT ${column}, count(*) FROM f WHERE ${where} GROUP BY ${column} ORDER BY ${worst}${column}`,
  );
  return rows.map(([key, count]) => ({ key, count }));
}

async function facetBySql(sql: Sql, column: string, where: string): Promise<Record<string, number>> {
  const rows = await sql.all<[string, number]>(
    `SELECT ${column}, count(*) FROM f WHERE ${where} GROUP BY ${column}`,
  );
  return Object.fromEntries(rows);
}

/** Without the values that are listed with no findings because they are chosen. */
function facetOf(values: FindingsView['facets']['rule']): Record<string, number> {
  return Object.fromEntries(
    values.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]),
  );
}

describe('the index of findings', () => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await connect(await new MemoryStorage().makeTab().start());
    await connection.plain((sql) =>
      sql.script('CREATE TABLE f (id, path, rule, language, severity, rank, state, line, text)'),
    );
  });
  afterAll(() => connection.close());

  it('answers as SQL does', async () => {
    const groupBy = fc.constantFrom<GroupBy>('none', 'rule', 'file', 'severity');
    const sortBy = fc.constantFrom<SortBy>('severity', 'path');
    const property = fc.asyncProperty(
      puts,
      filter,
      groupBy,
      sortBy,
      async (puts, filter, groupBy, sortBy) => {
        const view = viewFindings(makeIndex(puts), filter, groupBy, sortBy);
        const parts = conditions(filter);
        await connection.plain(async (sql) => {
          await fillTable(sql, puts);
          expect(Array.from(view.ids)).toEqual(await idsBySql(sql, where(parts), groupBy, sortBy));
          if (groupBy !== 'none') {
            const groups = await groupsBySql(sql, where(parts), groupBy, sortBy);
            expect(view.groups.map(({ key, count }) => ({ key, count }))).toEqual(groups);
          }
          for (const name of ['severity', 'rule', 'language', 'state'] as const) {
            expect(facetOf(view.facets[name])).toEqual(await facetBySql(sql, name, where(parts, name)));
          }
          const inSrc = await sql.first<[number]>(
            `SELECT count(*) FROM f WHERE ${where(parts, 'folder')} AND substr(path, 1, 4) = 'src/'`,
          );
          expect(facetOf(view.facets.folder)['src/'] ?? 0).toBe(inSrc?.[0]);
        });
      },
    );
    await fc.assert(property, { numRuns: 150 });
  }, 60_000);

  it('stays right when most rows were replaced', () => {
    const findings = (count: number): StoredFinding[] =>
      Array.from({ length: count }, (_, at) => ({ finding: makeFinding(at + 1), state: 'open' }));
    const puts = Array.from({ length: 60 }, (_, at) => ({
      path: `${at % 3}.js`,
      findings: findings(100 + at),
    }));
    const index = makeIndex(puts);
    const view = viewFindings(index, { projectId: 1 }, 'file', 'path');
    expect(view.groups.map(({ count }) => count)).toEqual([157, 158, 159]);
    expect(index.rows).toBeLessThan(1024 * 2);
    const rows = index
      .locate(Array.from(view.ids.subarray(0, 2)))
      .map(({ row, file }) => index.row(row, file));
    expect(rows.map(({ path, line }) => [path, line])).toEqual([
      ['0.js', 1],
      ['0.js', 2],
    ]);
  });
});
