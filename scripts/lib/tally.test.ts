import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fromCargo, fromPlaywright, fromVitest } from './tally';

const folder = mkdtempSync(join(tmpdir(), 'assay-tally-'));
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: unknown): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

describe('tally', () => {
  test('adds the results of all of cargo’s test programs', () => {
    const output = `
test a ... ok
test b ... ignored, needs a network
test result: ok. 1 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out
test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out
`;
    expect(fromCargo(output)).toEqual({ passed: 3, failed: 3, skipped: ['b: needs a network'], flaky: [] });
  });

  test('counts a Vitest file that could not be run as a failure', () => {
    const file = report({
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [
        { name: 'a', status: 'failed', assertionResults: [{ fullName: 'x', status: 'failed' }] },
        { name: 'b', status: 'failed', assertionResults: [] },
      ],
    });
    expect(fromVitest(file)).toMatchObject({ passed: 2, failed: 2 });
  });

  test('reads nested suites of Playwright, the reason of what was skipped, and names what is flaky', () => {
    const spec = (title: string, status: string, annotations: object[] = []) => ({
      title,
      tests: [{ status, annotations }],
    });
    const skip = { type: 'skip', description: 'no folder picker here' };
    const file = report({
      errors: [],
      suites: [
        { title: 'a', specs: [spec('one', 'expected'), spec('unsteady', 'flaky')] },
        {
          title: 'b',
          suites: [{ title: 'c', specs: [spec('two', 'unexpected'), spec('three', 'skipped', [skip])] }],
        },
      ],
    });
    expect(fromPlaywright(file)).toEqual({
      passed: 2,
      failed: 1,
      skipped: ['three: no folder picker here'],
      flaky: ['unsteady'],
    });
  });

  test('takes a missing report for a failure', () => {
    expect(fromVitest(join(folder, 'none.json')).failed).toBe(1);
    expect(fromPlaywright(join(folder, 'none.json')).failed).toBe(1);
  });
});
