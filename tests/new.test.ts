import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ENGINE, inRoot } from '../scripts/lib/paths';
import { RECIPES } from '../scripts/new';
import { Analyser } from '../workers/analysis';
import type { FileReport } from '../workers/protocol';
import { parseCases } from './rules/cases';

/** The one file of a recipe whose path ends like this. */
function fileOf(kind: string, name: string, end: string): string {
  const files = Object.entries(RECIPES[kind]?.files(name) ?? {});
  const found = files.filter(([path]) => path.endsWith(end));
  expect(found, files.map(([path]) => path).join()).toHaveLength(1);
  return found[0]?.[1] ?? '';
}

test.each(Object.entries(RECIPES))('a name for a %s looks like its example', (_, { name, example }) => {
  expect(example).toMatch(name);
  for (const bad of ['', '../up', 'Upper', 'a b']) expect(bad).not.toMatch(name);
});

describe.each(['javascript/no-such-call', 'python/no-such-call', 'go/no-such-call'])(
  'a new rule %s',
  (id) => {
    const language = id.split('/')[0] ?? '';
    let analyser: Analyser;

    beforeAll(async () => {
      const compile = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));
      analyser = new Analyser(await compile(ENGINE), (name) => compile(`public/grammars/${name}.wasm`));
      const text = fileOf('rule', id, '/rule.yml');
      const { problems } = analyser.loadRules([{ path: 'rule.yml', text, origin: 'user' }], []);
      expect(problems).toEqual([]);
    });

    test('passes its own cases as it is written', async () => {
      const cases = parseCases(fileOf('rule', id, '/cases.md'));
      expect(cases.map(({ kind }) => kind)).toEqual(['bad', 'good']);
      for (const { code, expected } of cases) {
        const options = { fileBudgetMs: 60_000, usePrefilter: true, keepText: false, language };
        const { report } = await analyser.check(`case.${language}`, new TextEncoder().encode(code), options);
        const { findings } = JSON.parse(new TextDecoder().decode(report)) as FileReport;
        const found = findings.map(({ ruleId, range }) => ({ ruleId, line: range.start.line }));
        expect(found).toEqual(expected);
      }
    });
  },
);

test('a new view is found by the shell under its own route', () => {
  expect(fileOf('feature', 'time-line', '/index.ts')).toContain("import('./TimeLinePage')");
  expect(fileOf('feature', 'time-line', '/TimeLinePage.tsx')).toContain(
    'export default function TimeLinePage',
  );
});

test('a new language has a profile and a sample', () => {
  const paths = Object.keys(RECIPES.language?.files('erlang') ?? {});
  expect(paths).toEqual(['crates/languages/src/erlang/mod.rs', 'crates/languages/src/erlang/sample.erlang']);
});
