/** The search among the built-in rules against what people type. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { builtinLists, builtinRules, describedPack, rulesOfEngine, sourceOf } from '../../scripts/pack-rules';
import { RuleIndex } from '../../workers/store/rule-search';

/** Where the rule that is meant has to stand, and how often it does. */
const FIRST = 5;
const LEAST_SHARE = 0.95;

let index: RuleIndex<Awaited<ReturnType<typeof describedPack>>['list'][number]>;

beforeAll(async () => {
  const { list } = await describedPack([...builtinLists(), ...builtinRules().map(sourceOf)]);
  index = new RuleIndex([...list, ...(await rulesOfEngine())]);
});

const ids = (query: string) => index.search(query).map(({ id }) => id);

/** `query = id id …`, where `*` stands for anything. */
function readQueries(): { query: string; meant: RegExp }[] {
  const lines = readFileSync(join(import.meta.dirname, 'queries.txt'), 'utf8')
    .trim()
    .split('\n');
  return lines.slice(1).map((line) => {
    const at = line.lastIndexOf(' = ');
    const globs = line.slice(at + 3).split(' ');
    const pattern = globs.map((glob) => glob.replaceAll('*', '[^/]*')).join('|');
    return { query: line.slice(0, at), meant: new RegExp(`^(?:${pattern})$`) };
  });
}

it('has what is meant among the first five for 95 of 100 queries', () => {
  const queries = readQueries();
  expect(queries.length).toBeGreaterThanOrEqual(200);
  const missed = queries.filter(
    ({ query, meant }) =>
      !ids(query)
        .slice(0, FIRST)
        .some((id) => meant.test(id)),
  );
  const told = missed.map(({ query }) => `${query}: ${ids(query).slice(0, FIRST).join(' ')}`);
  expect(missed.length / queries.length, told.join('\n')).toBeLessThanOrEqual(1 - LEAST_SHARE);
});
