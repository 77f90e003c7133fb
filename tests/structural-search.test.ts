/** Searches for code of a form, with grammars that come when they are needed or not at all. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from 'vitest';
import { inRoot } from '../scripts/lib/paths';
import { JoinedProject } from '../workers/index/joined';
import { search } from '../workers/index/search';

const FILES = [
  ['a.js', 'javascript', 'total([], 1);\nother(total(2, 3));\n'],
  ['b.js', 'javascript', '// total is not called here\n'],
  ['c.py', 'python', 'total(x, y=4)\n'],
  ['d.go', 'go', 'package d\n\nfunc f() { total(5, 6) }\n'],
] as const;

const wasm = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));
const asked: string[] = [];
let project: JoinedProject;

beforeAll(async () => {
  project = new JoinedProject(await wasm('crates/wasm/pkg/assay_wasm_bg.wasm'), (name) => {
    asked.push(name);
    if (name === 'go') throw new Error('404 Not Found');
    return wasm(`public/grammars/${name}.wasm`);
  });
  for (const [path, language, text] of FILES) project.addText(path, language, new TextEncoder().encode(text));
});

const find = (query: string) => search(project, query, { isOver: () => false, onPart: () => {} });

it('asks for a grammar once a file of its language may match, and tells what metavariables stand for', async () => {
  expect((await find('type:structural nowhere($A) lang:python'))?.files).toEqual([]);
  // Whether the pattern is code is asked all the same.
  expect(asked).toEqual(['python']);
  const found = await find('type:structural total($A, ...) -lang:go');
  const places = found?.files.flatMap(({ path, matches }) =>
    matches.map(({ line, col, length, metavars }) => [path, line, col, length, metavars]),
  );
  // A file that takes long comes last.
  expect(places?.sort()).toEqual([
    ['a.js', 1, 1, 12, { A: '[]' }],
    ['a.js', 2, 7, 11, { A: '2' }],
    ['c.py', 1, 1, 13, { A: 'x' }],
  ]);
  expect(found).toMatchObject({ total: 3, whole: true });
  expect(found?.structure).toMatchObject({ languages: ['javascript', 'python'], parsed: 3, unread: 0 });
  expect(asked).toEqual(['python', 'javascript']);
});

it('names the files whose grammar cannot be had, and never says that it has seen all', async () => {
  const found = await find('type:structural total($A, ...)');
  expect(found).toMatchObject({ total: 3, whole: false, structure: { files: 4, unread: 1 } });
  expect(found?.structure?.examples).toMatchObject([
    { path: 'd.go', reason: expect.stringContaining('404 Not Found') },
  ]);
});

it('says where a pattern is no code', async () => {
  await expect(find('lang:python type:structural total(')).rejects.toMatchObject({
    code: 'bad-query',
    detail: 'at character 29',
  });
});
