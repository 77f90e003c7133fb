/**
 * No test depends on how fast the machine is: none sleeps for a fixed time, and none reads a clock. What waits
 * waits for an event. An exception is named with its reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const CLOCK =
  /\bwaitForTimeout\(|(?<!\btest\.)\bsetTimeout\(|\bsetInterval\(|\bperformance\.now\(|\bDate\.now\(|\bnew Date\(\)/;

/** File: why a clock may stand in it. */
const ALLOWED: Record<string, string> = {
  'tests/cli/fix.test.ts': 'asks again until a command has begun to write, or has ended',
  'tests/bench/replay/index.ts': 'writes the day into its report',
  'tests/e2e/findings-files.spec.ts': 'lets go of a lock late, as a page does that was left',
  'tests/e2e/store.spec.ts':
    'kills a worker in the middle of a write, wherever that is: every outcome is checked for',
  'tests/e2e/trouble.spec.ts': 'throws outside of every promise; no time passes',
  'tests/store/bench.ts': 'measures, and asserts nothing',
  'tests/store/check.ts': 'asks again until the answer is as expected, with an end',
  'tests/store/suite/projects.ts': 'lets the store tell what came before',
  'tests/store/suite/runs.ts': 'compares two measures that are a factor of hundreds apart',
  'workers/pool/pool.test.ts': 'is the work that a pretended worker does',
  'workers/rpc/rpc.test.ts': 'is code of a worker that dies after it was called',
};

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path) || /^tests\/.*\.tsx?$/.test(path);
const readsClock = (path: string) => CLOCK.test(readFileSync(join(ROOT, path), 'utf8'));
const found = ['src', 'workers', 'scripts', 'tests'].flatMap(filesUnder).filter(isTest).filter(readsClock);

describe('clocks in tests', () => {
  it('are only where somebody has said why', () => {
    expect(found.filter((path) => !(path in ALLOWED))).toEqual([]);
  });

  it('are named only while they are there', () => {
    expect(Object.keys(ALLOWED).filter((path) => !found.includes(path))).toEqual([]);
  });
});
