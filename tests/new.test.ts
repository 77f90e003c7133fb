import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'smol-toml';
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
      const { problems } = analyser.loadRules({
        sources: [{ path: 'rule.yml', text, origin: 'user' }],
        disabled: [],
      });
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

test('a new language compiles, is listed by its id and has a grammar', { timeout: 600_000 }, () => {
  const copy = mkdtempSync(join(tmpdir(), 'assay-language-'));
  try {
    cpSync(inRoot('crates'), join(copy, 'crates'), {
      recursive: true,
      filter: (path) => !/crates\/(target|wasm\/pkg|rules\/builtin)$/.test(path),
    });
    const { files, edits } = RECIPES.language ?? {};
    for (const [path, text] of Object.entries(files?.('ink-2') ?? {})) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), text);
    }
    // A grammar that is there: nothing is fetched.
    for (const [path, edit] of Object.entries(edits?.('ink-2', 'tree-sitter-json@0.24') ?? {}))
      writeFileSync(join(copy, path), edit(readFileSync(join(copy, path), 'utf8')));
    const manifest = join(copy, 'crates/Cargo.toml');
    // Not that of the project: members of another workspace have the same names in it, and other tests run beside this.
    const target = inRoot('crates/target/new-language');
    const args = ['test', '--offline', '--manifest-path', manifest, '--target-dir', target];
    const { status, stderr } = spawnSync('cargo', [...args, '-p', 'assay-languages', '--lib', 'lang::'], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    expect(stderr).not.toContain('warning');
    const languages = parse(readFileSync(join(copy, 'crates/languages/Cargo.toml'), 'utf8')) as unknown as {
      package: { metadata: { grammars: Record<string, unknown> } };
    };
    expect(languages.package.metadata.grammars['ink-2']).toEqual({ crate: 'tree-sitter-json' });
  } finally {
    rmSync(copy, { recursive: true });
  }
});

test.each([
  ['ada', 'apex'],
  ['zzz', undefined],
])('a new language %s is listed before %s, with its crate', (name, next) => {
  const edits = RECIPES.language?.edits?.(name, '') ?? {};
  const after = (path: string) => edits[path]?.(readFileSync(inRoot(path), 'utf8')) ?? '';
  const list = after('crates/languages/src/lib.rs');
  const following = (pattern: RegExp) => pattern.exec(list)?.[1];
  expect(following(new RegExp(`\nmod ${name};\\n(?:mod (\\w+);)?`))).toBe(next);
  expect(following(new RegExp(`    ${name}::LANGUAGE,\\n(?: +(\\w+)::LANGUAGE)?`))).toBe(next);
  const manifest = parse(after('crates/languages/Cargo.toml')) as unknown as {
    dependencies: Record<string, unknown>;
    features: Record<string, string[]>;
    package: { metadata: { grammars: Record<string, unknown> } };
  };
  const crate = `tree-sitter-${name}`;
  expect(manifest.dependencies[crate]).toEqual({ version: '*', optional: true });
  expect(manifest.features['grammar-sources']).toContain(`dep:${crate}`);
  expect(manifest.package.metadata.grammars[name]).toEqual({ crate });
});
