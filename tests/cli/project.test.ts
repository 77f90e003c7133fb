/** `--project`: what all files tell together, through the command, with and without a cache. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { COMMAND } from './command';

const FILES = {
  'a.ts': "import { b } from './b';\nexport const a = 1;\n",
  'b.ts': "import { a } from './a';\nexport const b = 1;\n",
  // A rule has this one parsed; nobody but the index asks for the others.
  'c.py': 'from .d import d\neval(d)\n',
  'd.py': 'from .c import c\n',
  // The grammar of the script is known to be needed only when the component has been parsed.
  'e.svelte': "<script>\n  import F from './f.svelte';\n</script>\n",
  'f.svelte': "<script lang='ts'>\n  import E from './e.svelte';\n</script>\n",
};

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-project-'));
  for (const [path, text] of Object.entries(FILES)) writeFileSync(join(folder, path), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Report {
  findings: { ruleId: string; path: string; origin: string; labels: { path?: string }[] }[];
}

function found(ruleId: string, ...more: string[]): Report['findings'] {
  const args = [...COMMAND, 'scan', '.', '--format', 'json', ...more];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect([stderr, status]).toEqual(['', 0]);
  const { findings } = JSON.parse(stdout) as Report;
  const ofRule = findings.filter((finding) => finding.ruleId === ruleId);
  expect(ofRule.every(({ origin }) => origin === 'project')).toBe(true);
  return ofRule;
}

const cycles = (...more: string[]): string[][] =>
  found('project/import-cycle', ...more).map(({ path, labels }) => labels.map((label) => label.path ?? path));

it('finds import cycles when it is asked for the project, and not else', () => {
  expect(cycles()).toEqual([]);
  expect(cycles('--project')).toEqual([
    ['a.ts', 'b.ts'],
    ['c.py', 'd.py'],
    ['e.svelte', 'f.svelte'],
  ]);
});

it('reads texts for what no import says', () => {
  const lost = () => found('project/unimported-file', '--project').map(({ path }) => path);
  writeFileSync(join(folder, 'lost.ts'), 'export const lost = 1;\n');
  expect(found('project/unimported-file')).toEqual([]);
  expect(lost()).toContain('lost.ts');
  writeFileSync(join(folder, 'page.html'), '<script type="module" src="lost.ts"></script>\n');
  expect(lost()).not.toContain('lost.ts');
  for (const name of ['lost.ts', 'page.html']) rmSync(join(folder, name));
});

it('hides what a comment suppresses', () => {
  const comment = '// assay-ignore: project/import-cycle -- historical\n';
  writeFileSync(join(folder, 'a.ts'), `${comment}${FILES['a.ts']}`);
  expect(cycles('--project').map(([first]) => first)).toEqual(['c.py', 'e.svelte']);
  writeFileSync(join(folder, 'a.ts'), FILES['a.ts']);
});

it('finds the same with a cache, and sees what has changed since', () => {
  const cache = mkdtempSync(join(tmpdir(), 'assay-project-cache-'));
  const both = ['--project', '--cache', cache];
  const before = cycles(...both);
  expect(cycles(...both)).toEqual(before);
  expect(cycles('--cache', cache)).toEqual([]);
  writeFileSync(join(folder, 'b.ts'), 'export const b = 1;\n');
  expect(cycles(...both).map(([first]) => first)).toEqual(['c.py', 'e.svelte']);
  writeFileSync(join(folder, 'b.ts'), FILES['b.ts']);
  rmSync(cache, { recursive: true });
});
