/** The catalogue of built-in rules as a whole; what each rule finds is tested in the shards beside this. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ENGINE, inRoot } from '../../scripts/lib/paths';
import { builtinRules, packRules } from '../../scripts/pack-rules';
import { Analyser } from '../../workers/analysis';
import {
  COMMENT_RULES,
  type LoadedRules,
  type Problem,
  presentIds,
  type RulePack,
} from '../../workers/protocol';
import { isTaint, SHARDS, shardOf } from './shards';

const rules = builtinRules();
const LANGUAGES = [...new Set(rules.flatMap((rule) => rule.languages))];

/** Weaknesses that do more harm in one language than in another; README.md of the rules says why. */
const UNEQUAL: ReadonlySet<string> = new Set([
  'code-injection-eval',
  'format-string',
  'header-injection',
  'ignored-error',
  'template-injection',
  'unsafe-deserialization',
]);

let pack: RulePack;
let loaded: LoadedRules;
let problems: Problem[];

beforeAll(async () => {
  const compile = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));
  const engine = await compile(ENGINE);
  const analyser = new Analyser(engine, (name) => compile(`public/grammars/${name}.wasm`));
  pack = await packRules(join(mkdtempSync(join(tmpdir(), 'assay-rules-')), 'builtin.json'));
  loaded = analyser.loadRules({ sources: pack.sources, disabled: [] });
  problems = [...loaded.problems, ...(await analyser.compileRules(LANGUAGES))];
});

describe('the catalogue', () => {
  it('has rules enough for every main language', () => {
    expect(rules.length).toBeGreaterThanOrEqual(300);
    expect(rules.filter(isTaint).length).toBeGreaterThanOrEqual(120);
    for (const language of LANGUAGES) {
      const own = rules.filter((rule) => rule.languages.includes(language));
      expect(own.length, language).toBeGreaterThanOrEqual(4);
    }
  });

  it('loads and compiles without a problem', () => expect(problems).toEqual([]));

  it('is listed, so that the engine reads a rule when a file comes for it', () => {
    const inEngine = new Set(['project', 'comments']);
    const ids = (areInEngine: boolean) =>
      pack.list.filter(({ dialect }) => inEngine.has(dialect) === areInEngine).map(({ id }) => id);
    expect(ids(false).sort()).toEqual(rules.map(({ id }) => id).sort());
    // Those about the project as a whole, and about comments, are in the engine itself.
    expect(ids(true)).toEqual(['project/import-cycle', 'project/unimported-file', ...COMMENT_RULES]);
    expect(loaded.rules).toEqual([]);
  });

  it('knows each rule by its former ids, which no other rule has', () => {
    const renamed = pack.list.flatMap(({ aliases }) => aliases ?? []);
    expect(renamed.length).toBeGreaterThan(300);
    expect(new Set(renamed).size).toBe(renamed.length);
    const ids = new Set(rules.map(({ id }) => id));
    expect(renamed.filter((alias) => ids.has(alias))).toEqual([]);
    expect(presentIds(pack.list).get('python/query-from-request')).toBe('python/sql-injection');
  });

  it('calls a weakness the same in all languages', () => {
    const own = pack.list.filter(({ dialect }) => dialect !== 'project');
    const problems = new Set(own.map(({ id }) => id.split('/')[1] ?? ''));
    for (const problem of problems) {
      const same = own.filter(({ id }) => id.endsWith(`/${problem}`));
      const severities = new Set(same.map(({ severity }) => severity));
      expect(severities.size === 1 || UNEQUAL.has(problem), `${problem}: one severity`).toBe(true);
      // What comes after the usual name, in parentheses or words, may be of the language.
      const starts = new Set(same.map(({ title }) => title?.split(' ')[0]));
      expect(starts.size, `${problem}: ${same.map(({ title }) => title)}`).toBe(1);
    }
    const titles = own.map(({ id, title }) => `${id.split('/')[0]} ${title}`);
    expect(
      titles.filter((title, at) => titles.indexOf(title) !== at),
      'two rules of one name',
    ).toEqual([]);
  });

  it('packs to the same bytes each time, as one line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-rules-'));
    const [first, second] = [join(folder, 'a.json'), join(folder, 'b.json')];
    await packRules(first);
    await packRules(second);
    const text = readFileSync(first, 'utf8');
    expect(readFileSync(second, 'utf8')).toBe(text);
    expect(text).not.toContain('\n');
  });

  it('is tested in shards that have a file each and share the work', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.startsWith('shard-'));
    expect(files).toEqual(Array.from({ length: SHARDS }, (_, shard) => `shard-${shard}.test.ts`));
    for (const [shard, file] of files.entries())
      expect(readFileSync(join(import.meta.dirname, file), 'utf8')).toContain(`describeShard(${shard})`);
    expect(new Set(rules.map(shardOf))).toEqual(new Set(files.keys()));
  });
});
