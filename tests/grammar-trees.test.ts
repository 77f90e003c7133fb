/**
 * The grammars that are shipped give the same trees as ast-grep's own program, into which grammars of the same
 * versions are compiled: on each sample both find the same nodes. It holds for modules that come from npm as well
 * as for those compiled here.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listGrammars } from '../scripts/lib/grammars';
import { ENGINE, inRoot } from '../scripts/lib/paths';
import { Analyser } from '../workers/analysis';
import type { FileReport } from '../workers/protocol';
import { samples } from './samples';

/** Names of ast-grep's languages; it knows no others of ours, or has another grammar for them. */
const LANGUAGES = [
  ...[
    'bash',
    'c',
    'cpp',
    'csharp',
    'css',
    'elixir',
    'go',
    'haskell',
    'hcl',
    'html',
    'java',
    'javascript',
    'json',
  ],
  ...[
    'kotlin',
    'lua',
    'nix',
    'php',
    'python',
    'ruby',
    'rust',
    'scala',
    'solidity',
    'swift',
    'tsx',
    'typescript',
  ],
];

const folder = mkdtempSync(join(tmpdir(), 'assay-trees-'));
const grammars = new Map(listGrammars().map((grammar) => [grammar.name, grammar]));
let engine: WebAssembly.Module;

beforeAll(async () => {
  engine = await WebAssembly.compile(readFileSync(inRoot(ENGINE)));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A rule for each kind of node that the grammar knows, named as the kind. */
function rulesOf(language: string): string {
  const file = join(grammars.get(language)?.source ?? '', 'node-types.json');
  const types = JSON.parse(readFileSync(file, 'utf8')) as { type: string; named: boolean; subtypes?: [] }[];
  const kinds = types.filter(({ named, subtypes }) => named && !subtypes).map(({ type }) => type);
  return kinds
    .map((kind) => `id: "${kind}"\nlanguage: ${language}\nrule: { kind: "${kind}" }\n`)
    .join('---\n');
}

/** Kind, start and end (in bytes) of every node, sorted. */
async function ourNodes(language: string, file: string, rules: string): Promise<string[]> {
  const load = (name: string) => WebAssembly.compile(readFileSync(inRoot(`public/grammars/${name}.wasm`)));
  const analyser = new Analyser(engine, load);
  const { problems } = analyser.loadRules({
    sources: [{ path: 'kinds.yml', text: rules, origin: 'user' }],
    disabled: [],
  });
  expect(problems).toEqual([]);
  const options = { fileBudgetMs: 60_000, usePrefilter: false, keepText: false, language };
  const { report } = await analyser.check(file, readFileSync(file), options);
  const { findings } = JSON.parse(new TextDecoder().decode(report)) as FileReport;
  return findings.map(({ ruleId, range }) => `${ruleId} ${range.start.offset}-${range.end.offset}`).sort();
}

function theirNodes(language: string, file: string, rules: string): string[] {
  const ruleFile = join(folder, `${language}.yml`);
  writeFileSync(ruleFile, rules);
  const args = ['scan', '--rule', ruleFile, '--json=compact', file];
  const program = inRoot('node_modules/.bin/ast-grep');
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(stdout, stderr).not.toBe('');
  const found = JSON.parse(stdout) as {
    ruleId: string;
    range: { byteOffset: { start: number; end: number } };
  }[];
  return found
    .map(({ ruleId, range }) => `${ruleId} ${range.byteOffset.start}-${range.byteOffset.end}`)
    .sort();
}

describe.each(LANGUAGES)('the tree of %s', (language) => {
  test('has the nodes that ast-grep sees', async () => {
    const file = samples.get(language) ?? '';
    const rules = rulesOf(language);
    const ours = await ourNodes(language, file, rules);
    expect(ours.length).toBeGreaterThan(100);
    expect(ours).toEqual(theirNodes(language, file, rules));
  });
});
