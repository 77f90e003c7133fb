/** Refactorings within one file on the command line, with the built command in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND } from './command';

const SOURCE =
  "import { b, a, c } from './x';\r\n\r\nexport function f(n: number) {\r\n  return a(b + n);\r\n}\r\n";

const UNIX = SOURCE.replaceAll('\r\n', '\n');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-change-'));
  writeFileSync(join(folder, 'a.ts'), SOURCE);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = () => readFileSync(join(folder, 'a.ts'), 'utf8');

function run(...args: string[]) {
  const all = [...COMMAND, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('refactorings within a file', () => {
  it('put imports in order, as a patch or in place', () => {
    writeFileSync(join(folder, 'a.ts'), UNIX);
    const { status, stdout } = run('organise-imports', '.', 'a.ts');
    expect(status).toBe(0);
    expect(stdout).toContain("+import { a, b } from './x';");
    expect(read()).toBe(UNIX);
    expect(run('organise-imports', '.', 'a.ts', '--write').status).toBe(0);
    expect(read()).toBe(UNIX.replace('{ b, a, c }', '{ a, b }'));
    const again = run('organise-imports', '.', 'a.ts');
    expect(again).toMatchObject({ status: 1, stderr: 'assay: a.ts: The imports are in order.\n' });
  });

  it('extract what is marked, and inline it again', () => {
    expect(run('extract', '.', 'a.ts:4:12', '4:17', 'sum', '--write').status).toBe(0);
    expect(read()).toContain('  const sum = b + n;\r\n  return a(sum);\r\n');
    expect(run('inline', '.', 'a.ts:4:9', '--write').status).toBe(0);
    expect(read()).toBe(SOURCE);
  });

  it('say why they change nothing', () => {
    const { status, stdout, stderr } = run('inline', '.', 'a.ts:4:10', '--write');
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: '',
      stderr: 'assay: a.ts:4: What this name stands for is not declared in this file by itself.\n',
    });
    expect(run('extract', '.', 'a.ts:4:12', 'x', 'sum').stderr).toContain('x is no end; write LINE:COL.');
    expect(read()).toBe(SOURCE);
  });
});
