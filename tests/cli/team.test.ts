/** Decisions that come with a project, by the built command: what they take out, and that it is said. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMAND } from './command';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-team-'));
  write('a.py', 'assert (1, 2)\n');
  write('b.py', 'def f(shape):\n    raise NotImplemented\n');
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function scan(...args: string[]) {
  const all = [...COMMAND, 'scan', '.', '--format', 'json', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8' });
  const { findings, suppressed } = JSON.parse(stdout) as Record<
    'findings' | 'suppressed',
    { path: string; identity: string }[]
  >;
  return { status, stderr, open: findings.map(({ path }) => path), findings, suppressed };
}

/** A record about the finding of a file. */
function record(path: string, value: unknown, at = 1, by = 'kim'): string {
  const found = scan('--no-config').findings.find((one) => one.path === path);
  return `${JSON.stringify({ kind: 'triage', key: [found?.identity, path], at, by, value })}\n`;
}

const ACCEPTED = { decision: 'accepted', reason: 'only in tests', owner: 'kim' };

describe('decisions in .assay/triage', () => {
  it('take findings from those that are open, and the scan says so', () => {
    write('.assay/triage/kim.jsonl', record('a.py', ACCEPTED));
    const { open, suppressed, stderr, status } = scan('--fail-on', 'low', '--include', 'a.py');
    expect(open).toEqual([]);
    expect(suppressed).toMatchObject([
      { path: 'a.py', status: { kind: 'dismissed', step: 'accepted', why: 'only in tests' } },
    ]);
    expect(stderr).toContain('assay: 1 finding decided by .assay/triage.\n');
    expect(status).toBe(0);
    expect(scan('--no-config').open).toEqual(['a.py', 'b.py']);
  });

  it('hold as the latest of all writers says', () => {
    write('.assay/triage/kim.jsonl', record('a.py', ACCEPTED) + record('b.py', ACCEPTED, 5));
    write('.assay/triage/lee.jsonl', record('a.py', null, 2, 'lee') + record('b.py', null, 4, 'lee'));
    expect(scan().open).toEqual(['a.py']);
  });

  it('end on their day, and with a finding that was said to be fixed and is not', () => {
    write(
      '.assay/triage/kim.jsonl',
      record('a.py', { ...ACCEPTED, expiresMs: 1000 }) + record('b.py', { decision: 'fixed' }),
    );
    expect(scan().open).toEqual(['a.py', 'b.py']);
  });

  it('follow a file that was moved, and hide no copy', () => {
    write('.assay/triage/kim.jsonl', record('a.py', ACCEPTED));
    mkdirSync(join(folder, 'lib'));
    renameSync(join(folder, 'a.py'), join(folder, 'lib/a.py'));
    expect(scan().open).toEqual(['b.py']);
    write('a.py', 'assert (1, 2)\n');
    expect(scan().open).toEqual(['b.py', 'lib/a.py']);
  });

  it('that cannot be understood are told', () => {
    write('.assay/triage/kim.jsonl', `<<<<<<< ours\n${record('a.py', ACCEPTED)}`);
    const { stderr, open } = scan();
    expect(stderr).toContain('.assay/triage/kim.jsonl: 1 line could not be understood');
    expect(open).toEqual(['b.py']);
  });
});
