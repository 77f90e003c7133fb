/**
 * A language lives in its folder, `crates/languages/src/<id>/`. Nothing else in the engine or the page names one:
 * whoever has to know what is odd about a language asks its profile. Tests may name languages, and so may comments.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { initSync, languages } from '../crates/wasm/pkg/assay_wasm.js';
import { workspaceMembers } from '../scripts/lib/cargo';
import { ENGINE, inRoot } from '../scripts/lib/paths';

initSync({ module: readFileSync(inRoot(ENGINE)) });
const known = languages();

/** Files that say such a word and mean something else, or are a table by language for a reason. */
const ALLOWED: Record<string, string> = {
  'crates/languages/src/lib.rs': 'lists the folders',
  'crates/pattern/src/words.rs': '`go` is a keyword that need not occur',
  'crates/semgrep/src/pcre/translate.rs': '`c` is a letter in classes of characters',
  'crates/wasm/src/engine.rs': 'an ABI is called `C`',
  'crates/semgrep/src/read/options.rs': "`c` and `cpp` are values of an option of Semgrep's",
  'crates/semgrep/src/generic/comments.rs': "`c` and `cpp` are values of an option of Semgrep's",
  'crates/pattern/src/texts.rs': '`r` is an escape',
  'crates/semgrep/src/conditions/expression.rs': '`r` is an escape and a prefix of strings',
  'crates/semgrep/src/run/conditions.rs': '`r` is an escape',
  'crates/project/src/search/tokens.rs': '`r` is short for `repo`',
  'crates/analyses/src/walk/docs.rs': '`r` is a prefix of strings',
  'src/editor/languages.ts':
    "which of CodeMirror's packages highlights which language: nothing of the engine's",
  'src/data/format.ts': "a language of a formatter's own configuration",
  'src/features/rules/HowFound.tsx': 'rule files are YAML or TOML',
  'src/share/formats/json.ts': 'the format of an export',
  'scripts/precision.ts': 'the format of a report',
  'scripts/build-embedding.ts': 'a program that is called',
  'src/cli/operations/questions.ts': 'the format of an answer',
  'src/cli/questions.ts': 'the format of an answer',
  'src/cli/operations/rules.ts': 'the format of an answer',
  'src/cli/rules.ts': 'the format of an answer',
  'src/cli/operations/fix.ts': 'the format of an answer, and an example',
  'src/cli/fix-report.ts': 'the format of an answer',
  'src/cli/operations/change-file.ts': 'the format of an answer',
  'src/cli/operations/refactor.ts': 'the format of an answer',
  'src/cli/change-file.ts': 'the format of an answer',
  'src/cli/refactor.ts': 'the format of an answer',
  'src/cli/watch.ts': 'the format of a report',
  'src/features/search/operations.ts': 'the format of what is copied',
  'src/features/workshop/CasesPane.tsx': 'cases are Markdown',
  'src/features/workshop/RulePane.tsx': 'rule files are YAML or TOML',
  'src/features/workshop/opening.ts': 'endings of rule files',
  'src/features/workshop/operations.ts': 'an example',
  'src/features/workshop/schema.ts': 'a dialect of rules',
  'src/share/rule-templates.ts': 'rules to begin with, and the endings of their files',
  'workers/analysis/workshop/workshop.ts': 'endings of rule files',
  'workers/protocol/workshop.ts': 'a dialect of rules',
  'src/cli/operations/test.ts': 'the format of an answer',
  'src/cli/test/index.ts': 'the format of an answer',
  'src/cli/test/ast-grep.ts': 'test files are YAML',
  'src/share/formats/markdown.ts': 'the format of an export',
  'src/cli/report.ts': 'the format of a report',
  'src/share/formats/read-export.ts': 'the format of an export',
  'src/share/file-format.ts': 'the format of an export',
  'src/data/findings-reader/contract.ts': 'the format of an export',
  'src/cli/operations/scan.ts': 'the format of a report',
  'src/features/share/operations.ts': 'the format of an export',
  'src/editor/find-panel.ts': 'a key',
  'src/share/read-document.ts': 'a dialect of rules',
  'workers/offline/service-worker.ts': 'what of the page is kept',
  'workers/protocol/site-files.ts': 'what of the page is kept',
  'scripts/lib/site-files.ts': 'what of the page is kept',
  'src/ui/Markdown.tsx': 'a kind of node in Markdown',
  'src/share/sarif/messages.ts': 'a field of SARIF',
  'workers/intake/sniff.ts': 'endings of files that are often minified or made by a tool',
  'workers/intake/project-rules.ts': 'endings of rule files',
  'workers/intake/recognise-rules.ts': 'a dialect of rules',
  'workers/protocol/packs.ts': 'the form of rule files',
  'src/features/ecosystem/EcosystemPage.tsx': 'a dialect of rules',
  'src/features/setup/ResultPane.tsx': 'the form of a configuration',
  'src/share/setup/frameworks.ts': 'names of packages',
  'src/cli/operations/config.ts': 'the format of an answer',
  'src/cli/show-config.ts': 'the format of an answer',
  'src/cli/operations/pack.ts': 'the format of an answer',
  'src/cli/pack.ts': 'the format of an answer',
};

function filesUnder(folder: string): string[] {
  return readdirSync(inRoot(folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** Rust without its tests, attributes and comments. */
function rustCode(path: string): string {
  const text = readFileSync(inRoot(path), 'utf8');
  return text
    .replace(/#\[cfg\((all\()?test[\s\S]*?\nmod \w+ \{[\s\S]*/, '')
    .replace(/^\s*#!?\[.*\]$/gm, '')
    .replace(/\/\/.*$/gm, '');
}

/** Modules that are compiled for tests alone. */
function testModules(path: string): string[] {
  const folder = path.replace(/(lib|mod)\.rs$/, '').replace(/\.rs$/, '/');
  const text = readFileSync(inRoot(path), 'utf8');
  return [...text.matchAll(/#\[cfg\(test\)\]\nmod (\w+);/g)].map(([, name]) => folder + name);
}

function rustSources(): string[] {
  const all = workspaceMembers()
    .flatMap((crate) => filesUnder(`crates/${crate}/src`))
    .filter((path) => path.endsWith('.rs'));
  const tests = all.flatMap(testModules);
  const inTests = (path: string) =>
    tests.some((name) => path === `${name}.rs` || path.startsWith(`${name}/`));
  const homes = known.map(({ id }) => `crates/languages/src/${id.replaceAll('-', '_')}/`);
  return all.filter((path) => !inTests(path) && !homes.some((home) => path.startsWith(home)));
}

function typeScriptSources(): string[] {
  const isSource = (path: string) =>
    /\.tsx?$/.test(path) && !/(\.test|\.d|testing|fixtures?)\.tsx?$/.test(path);
  const tools = filesUnder('scripts').filter((path) => !/^scripts\/(bench|conformance)/.test(path));
  return [...filesUnder('src'), ...filesUnder('workers'), ...tools].filter(isSource);
}

function typeScriptCode(path: string): string {
  const text = readFileSync(inRoot(path), 'utf8');
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}

const names = known
  .flatMap(({ id, name, aliases }) => [id, name, ...aliases])
  .map((name) => name.toLowerCase());

/** The names of languages that stand as a whole text in quotes, or as words in names such as `isPython`. */
function named(code: string): string[] {
  const quoted = [...code.matchAll(/(["'`])([^"'`\n]*)\1/g)].map(([, , text = '']) => text.toLowerCase());
  const words =
    code.match(
      /\b\w*(?:is|of|for|in)_?(?:Python|Java|Go|Php|Ruby|Kotlin|Scala|Swift|Rust|JavaScript|Js)\b/gi,
    ) ?? [];
  return [
    ...quoted.filter((text) => names.includes(text)),
    ...words.filter((word) => /_|[a-z][A-Z]/.test(word)),
  ];
}

function offenders(paths: string[], read: (path: string) => string): string[] {
  return paths
    .map((path) => ({ path, found: named(read(path)) }))
    .filter(({ found }) => found.length > 0)
    .map(({ path, found }) => `${path}: ${[...new Set(found)].join(', ')}`);
}

const isAllowed = (offender: string) => (offender.split(': ')[0] ?? '') in ALLOWED;

test('it finds names of languages in quotes and in names', () => {
  expect(named('if lang.id() == "python" {')).toEqual(['python']);
  expect(named("const isPython = language === 'py'")).toEqual(['py', 'isPython']);
  expect(named('self.is_java && method_of_java()')).toEqual(['is_java', 'method_of_java']);
  expect(named('let is_javelin = of_golf("pythonic")')).toEqual([]);
});

test('it looks at the engine and the page', () => {
  expect(rustSources().length).toBeGreaterThan(100);
  expect(typeScriptSources().length).toBeGreaterThan(300);
  expect(rustSources()).not.toContain('crates/dataflow/src/testing.rs');
});

test('no Rust outside of a language names it', () => {
  expect(offenders(rustSources(), rustCode).filter((one) => !isAllowed(one))).toEqual([]);
});

test('no TypeScript names a language', () => {
  expect(offenders(typeScriptSources(), typeScriptCode).filter((one) => !isAllowed(one))).toEqual([]);
});

test('each exception is still needed', () => {
  const found = [...offenders(rustSources(), rustCode), ...offenders(typeScriptSources(), typeScriptCode)];
  const needed = new Set(found.map((one) => one.split(': ')[0]));
  needed.add('crates/languages/src/lib.rs');
  expect(Object.keys(ALLOWED).filter((path) => !needed.has(path))).toEqual([]);
});

test('each language has one folder with its profile and its sample, and is listed', () => {
  const list = readFileSync(inRoot('crates/languages/src/lib.rs'), 'utf8');
  for (const { id } of known) {
    const module = id.replaceAll('-', '_');
    const files = readdirSync(inRoot('crates/languages/src', module));
    expect(files).toContain('mod.rs');
    expect(files.filter((file) => file.startsWith('sample.'))).toHaveLength(1);
    expect(list).toContain(`\nmod ${module};\n`);
    expect(list).toContain(`\n    ${module}::LANGUAGE,\n`);
  }
});
