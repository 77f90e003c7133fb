import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SiteFiles } from '../../workers/protocol/site-files';
import { writeSiteFiles } from './site-files';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-site-'));
  write('index.html', '<html>\n  <head>\n    <title>A page</title>\n  </head>\n</html>\n');
  write('assets/index-1.js', 'start();\n');
  write('embedding/words.bin', 'words');
  write('grammars/c.wasm', 'grammar of C');
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function listOfPage(): SiteFiles {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const blocks = [...page.matchAll(/<script type="application\/json" id="site-files">(.*)<\/script>/g)];
  expect(blocks).toHaveLength(1);
  return JSON.parse(blocks[0]?.[1] ?? '') as SiteFiles;
}

it('lists every file with its hash, and builds the service worker with the page on its list', async () => {
  await writeSiteFiles(folder, []);
  const { files, making } = listOfPage();
  expect(files.map(({ path, part }) => [path, part])).toEqual([
    ['assets/index-1.js', 'shell'],
    ['embedding/words.bin', 'chosen'],
    ['grammars/c.wasm', 'later'],
  ]);
  expect(files[0]?.sha256).toBe(createHash('sha256').update('start();\n').digest('base64'));
  expect(making).toBeUndefined();
  const worker = readFileSync(join(folder, 'service-worker.js'), 'utf8');
  const page = createHash('sha256')
    .update(readFileSync(join(folder, 'index.html')))
    .digest('base64');
  expect(worker).toContain(page);
  expect(worker).not.toMatch(/\bimport\b/);
});

it('names what is still being made, keeps the version when that comes, and works offline only then', async () => {
  await writeSiteFiles(folder, ['grammars/zig.wasm']);
  const before = listOfPage();
  expect(before.making).toEqual(['grammars/zig.wasm']);
  expect(existsSync(join(folder, 'service-worker.js'))).toBe(false);
  write('grammars/zig.wasm', 'grammar of Zig');
  await writeSiteFiles(folder, []);
  const after = listOfPage();
  expect(after.version).toBe(before.version);
  expect(after.files.map(({ path }) => path)).toContain('grammars/zig.wasm');
  expect(existsSync(join(folder, 'service-worker.js'))).toBe(true);
});

it('gives another version when any file is another one', async () => {
  await writeSiteFiles(folder, []);
  const first = listOfPage().version;
  write('index.html', '<html>\n  <head>\n    <title>A page</title>\n  </head>\n</html>\n');
  write('grammars/c.wasm', 'another grammar of C');
  await writeSiteFiles(folder, []);
  expect(listOfPage().version).not.toBe(first);
});
