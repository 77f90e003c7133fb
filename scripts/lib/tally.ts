/** What a check came to, and how to read it from the reports of the test runners. */
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './paths';

export interface Tally {
  passed: number;
  failed: number;
  /** Each skipped test with its reason. */
  skipped: string[];
  /** Each test that failed at first and passed at its second try. It counts as passed. */
  flaky: string[];
}

export const none: Tally = { passed: 0, failed: 0, skipped: [], flaky: [] };

export function sum(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
    flaky: tallies.flatMap(({ flaky }) => flaky),
  };
}

/** From the lines `test result: ok. 3 passed; 0 failed; 1 ignored; …` of `cargo test`. */
export function fromCargo(output: string): Tally {
  const results = [...output.matchAll(/^test result: .*?(\d+) passed; (\d+) failed;/gm)];
  const ignored = [...output.matchAll(/^test (.+) \.\.\. ignored(?:, (.*))?$/gm)];
  return {
    ...none,
    passed: results.reduce((total, [, passed]) => total + Number(passed), 0),
    failed: results.reduce((total, [, , failed]) => total + Number(failed), 0),
    skipped: ignored.map(([, name, reason]) => `${name}: ${reason ?? 'no reason given'}`),
  };
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { fullName: string; status: string; meta?: { note?: string } }[];
  }[];
}

/** From Vitest's JSON report. A file that could not be run counts as one failure. */
export function fromVitest(file: string): Tally {
  const report = readReport(file) as VitestReport | undefined;
  if (!report) return { ...none, failed: 1 };
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, fullName: `${relative(root, name)}: ${test.fullName}` })),
  );
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const skipped = tests.filter(
    ({ status }) => status === 'skipped' || status === 'pending' || status === 'todo',
  );
  return {
    ...none,
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: skipped.map(({ fullName, meta }) => (meta?.note ? `${fullName}: ${meta.note}` : fullName)),
  };
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: {
    title: string;
    tests: { status: string; annotations: { type: string; description?: string }[] }[];
  }[];
}

/** From Playwright's JSON report. */
export function fromPlaywright(file: string): Tally {
  const report = readReport(file) as { suites: PlaywrightSuite[]; errors: unknown[] } | undefined;
  if (!report) return { ...none, failed: 1 };
  return sum([{ ...none, failed: report.errors.length }, ...report.suites.map(fromSuite)]);
}

function fromSuite(suite: PlaywrightSuite): Tally {
  const specs = (suite.specs ?? []).map((spec): Tally => {
    const [test] = spec.tests;
    const reason = test?.annotations.find(({ type }) => type === 'skip')?.description;
    if (test?.status === 'skipped')
      return { ...none, skipped: [`${spec.title}: ${reason ?? 'no reason given'}`] };
    if (test?.status === 'flaky') return { ...none, passed: 1, flaky: [spec.title] };
    return test?.status === 'expected' ? { ...none, passed: 1 } : { ...none, failed: 1 };
  });
  return sum([...specs, ...(suite.suites ?? []).map(fromSuite)]);
}

function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
