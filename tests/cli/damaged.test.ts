/** The command with a file of its own that is missing or damaged: it says so, and calls nothing clean. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib/paths';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-damaged-'));
  cpSync(inRoot('dist-node'), join(folder, 'command'), {
    recursive: true,
    filter: (path) => !/grammars.(?!python|css)\w/.test(path),
  });
  writeFileSync(join(folder, 'a.py'), 'def f(x=[]):\n    return x\n');
});

afterEach(() => rmSync(folder, { recursive: true }));

const FAULTS: Record<string, (bytes: Buffer) => Buffer | undefined> = {
  missing: () => undefined,
  empty: () => Buffer.alloc(0),
  truncated: (bytes) => bytes.subarray(0, bytes.length >> 1),
  flipped: (bytes) => {
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    return bytes;
  },
};

function scanWith(file: string, fault: (bytes: Buffer) => Buffer | undefined) {
  const path = join(folder, 'command', file);
  const bytes = fault(readFileSync(path));
  if (bytes === undefined) rmSync(path);
  else writeFileSync(path, bytes);
  const args = ['--liftoff-only', join(folder, 'command/assay.mjs'), 'scan', 'a.py'];
  return spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
}

describe.each(Object.entries(FAULTS))('a file of the command that is %s', (_, fault) => {
  it.each(['engine.wasm', 'rules.json'])('%s: nothing is scanned, by that name', (file) => {
    const { status, stdout, stderr } = scanWith(file, fault);
    expect(status).toBe(4);
    expect(stderr).toContain(`${file} could not be loaded`);
    expect(stdout).not.toMatch(/no findings/i);
  });

  it('a grammar: its files are named as not checked', () => {
    const { status, stdout, stderr } = scanWith('grammars/python.wasm', fault);
    expect(status).toBe(4);
    expect(stdout + stderr).toContain('a.py');
    expect(stdout + stderr).toMatch(/grammar/);
  });
});
