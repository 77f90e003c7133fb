/** Questions about a whole project, through the command. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMMAND } from './command';

const FILES = {
  'src/shape.ts': 'export class Shape {\n  area = 1;\n  grow(by: number) {}\n}\nfunction own() {}\n',
  'src/shape.test.ts': "import { Shape } from './shape';\nnew Shape().grow(2); // Ärea of a SHAPE\n",
  'tool/main.py': 'LIMIT = 3\ndef run():\n    return LIMIT\n',
  'notes.txt': 'Every shape has an area.\n',
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-questions-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

function assay(...args: string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [...COMMAND, ...args], { encoding: 'utf8' });
}

function answer<T>(...args: string[]): T {
  const { stdout, stderr, status } = assay(...args, '--format', 'json');
  expect([stderr, status]).toEqual(['', 0]);
  return JSON.parse(stdout) as T;
}

interface Found {
  matches: { file: string; line: number; col: number; length: number }[];
  total: number;
  whole: boolean;
}

const search = (query: string) => answer<Found>('search', folder, query);
const places = (query: string) =>
  search(query).matches.map(({ file, line, col }) => `${file}:${line}:${col}`);

it('lists what is defined, with its place and whether others see it', () => {
  const { symbols } = answer<{ symbols: unknown[] }>('symbols', folder);
  expect(symbols).toEqual([
    { name: 'Shape', kind: 'class', container: '', file: 'src/shape.ts', line: 1, col: 14, exported: true },
    {
      name: 'area',
      kind: 'field',
      container: 'Shape',
      file: 'src/shape.ts',
      line: 2,
      col: 3,
      exported: true,
    },
    {
      name: 'grow',
      kind: 'method',
      container: 'Shape',
      file: 'src/shape.ts',
      line: 3,
      col: 3,
      exported: true,
    },
    { name: 'own', kind: 'function', container: '', file: 'src/shape.ts', line: 5, col: 10, exported: false },
    { name: 'LIMIT', kind: 'variable', container: '', file: 'tool/main.py', line: 1, col: 1, exported: true },
    { name: 'run', kind: 'function', container: '', file: 'tool/main.py', line: 2, col: 5, exported: true },
  ]);
  expect(assay('symbols', folder).stdout.split('\n')[1]).toBe('src/shape.ts:2:3 field Shape.area');
});

it('searches for words, texts and expressions, what defines them first and tests last', () => {
  expect(search('shape')).toEqual({
    matches: [
      { file: 'src/shape.ts', line: 1, col: 14, length: 5 },
      { file: 'notes.txt', line: 1, col: 7, length: 5 },
      { file: 'src/shape.test.ts', line: 1, col: 10, length: 5 },
      { file: 'src/shape.test.ts', line: 1, col: 26, length: 5 },
      { file: 'src/shape.test.ts', line: 2, col: 5, length: 5 },
      { file: 'src/shape.test.ts', line: 2, col: 35, length: 5 },
    ],
    total: 6,
    whole: true,
  });
  expect(places('case:yes SHAPE')).toEqual(['src/shape.test.ts:2:35']);
  expect(places('ärea')).toEqual(['src/shape.test.ts:2:25']);
  expect(places('shape area -file:test lang:typescript')).toEqual(['src/shape.ts:1:14', 'src/shape.ts:2:3']);
  expect(places('/gr[ou]w\\(/ OR LIMIT')).toContain('tool/main.py:3:12');
  expect(places('"new Shape()" NOT LIMIT')).toEqual(['src/shape.test.ts:2:1']);
  expect(places('type:symbol grow')).toEqual(['src/shape.ts:3:3']);
  expect(places('type:path main')).toEqual(['tool/main.py:1:1']);
  expect(places('symbol:^run$')).toEqual(['tool/main.py:2:5']);
});

it('finds code by its form, with what metavariables stand for', () => {
  const { matches, total, whole, structure } = answer<Found & { structure: unknown }>(
    'search',
    folder,
    'type:structural new $TYPE(...)',
  );
  expect(matches).toEqual([
    { file: 'src/shape.test.ts', line: 2, col: 1, length: 11, metavars: { TYPE: 'Shape' } },
  ]);
  expect([total, whole]).toEqual([1, true]);
  expect(structure).toMatchObject({ files: 3, unread: 0, languages: ['typescript'] });
  expect(assay('search', folder, 'return $X type:structural').stdout).toBe(
    'tool/main.py:3:5: return LIMIT  $X=LIMIT\n',
  );
  const { stderr, status } = assay('search', folder, 'type:structural lang:python def (');
  expect([stderr.split(':', 2).join(':'), status]).toEqual(['assay: The query cannot be read', 2]);
});

it('lists as many as were asked for, and says that there are more', () => {
  const { matches, total, whole } = search('shape count:2');
  expect([matches.length, total, whole]).toEqual([2, 6, false]);
});

it('says what is wrong with a query, and which filter leaves nothing', () => {
  const { stderr, status } = assay('search', folder, '/(/');
  expect([stderr, status]).toEqual([
    'assay: The query cannot be read: `(` is not a valid regular expression: unclosed group (at character 1).\n',
    2,
  ]);
  expect(assay('search', folder, 'shape file:\\.go$').stdout).toBe('No file passes file:\\.go$.\n');
  expect(assay('search', folder).stderr).toContain('Say a query');
  expect(assay('search', folder, 'a', 'b').stderr).toContain('Usage: assay search');
});

it('finds what a name refers to, and where that is used', () => {
  const grow = { name: 'grow', kind: 'method', file: 'src/shape.ts', line: 3, col: 3, certain: true };
  expect(answer('definition', folder, 'src/shape.test.ts:2:14')).toEqual({ definitions: [grow] });
  expect(assay('definition', folder, 'src/shape.test.ts:2:5').stdout).toBe('src/shape.ts:1:14 class Shape\n');
  const uses = [
    { file: 'src/shape.test.ts', line: 2, col: 13, role: 'call', certain: true },
    { file: 'src/shape.ts', line: 3, col: 3, role: 'definition', certain: true },
  ];
  expect(answer('refs', folder, 'src/shape.ts:3:3')).toEqual({ references: uses });
  expect(answer('refs', folder, 'grow')).toEqual({ references: uses });
  expect(answer('definition', folder, 'notes.txt:1:7')).toEqual({ definitions: [] });
  expect(assay('definition', folder, 'here').stderr).toBe('assay: here is no place; write FILE:LINE:COL.\n');
});

it('finds what a question in plain words is about, and says why', () => {
  const { results } = answer<{ results: { name: string; why: string }[] }>('ask', folder, 'growing shapes');
  expect(results.map(({ name, why }) => [name, why])[0]).toEqual([
    'grow',
    'name: growing; container: shapes',
  ]);
  expect(assay('ask', folder, 'nothing like it').stdout).toBe('');
});

it('answers a file of queries, a line each and in their order', () => {
  const batch = `${folder}.jsonl`;
  writeFileSync(batch, '{"query": "LIMIT"}\n\n{"query": "/(/"}\n{"words": "x"}\n{"query": "nowhere"}\n');
  const { stdout, status } = assay('search', folder, '--batch', batch);
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(status).toBe(0);
  expect(answers.map(({ total, error }) => total ?? error.slice(0, 24))).toEqual([
    2,
    'The query cannot be read',
    'Say a query, or name a f',
    0,
  ]);
  rmSync(batch);
});

it('finds findings by their words, as the page does', () => {
  const own = mkdtempSync(join(tmpdir(), 'assay-findings-'));
  mkdirSync(join(own, 'tool'));
  writeFileSync(join(own, 'tool/bad.py'), 'def run():\n    raise NotImplemented\n');
  const query = 'type:finding NotImplemented';
  const inOwn = (text: string) => answer<Found>('search', own, text);
  const bad = { file: 'tool/bad.py', line: 2, ruleId: 'python/raised-not-implemented' };
  const { matches, total, whole } = inOwn(query);
  expect(matches).toMatchObject([bad]);
  expect([total, whole]).toEqual([1, true]);
  expect(inOwn('type:finding lang:python').matches).toMatchObject([bad]);
  expect(inOwn('type:finding -lang:python').total).toBe(0);
  expect(inOwn('type:finding -file:tool notimplemented').total).toBe(0);
  const { stderr, status } = assay('search', own, 'type:finding symbol:class x');
  expect([stderr, status]).toEqual([
    'assay: The query cannot be read: `symbol:` has no meaning for findings.\n',
    2,
  ]);
  const batch = `${own}.jsonl`;
  writeFileSync(batch, [query, 'run'].map((one) => `${JSON.stringify({ query: one })}\n`).join(''));
  const lines = assay('search', own, '--batch', batch).stdout.trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as Found).total)).toEqual([1, 1]);
  rmSync(batch);
  rmSync(own, { recursive: true });
});
