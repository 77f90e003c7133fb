/**
 * How the built-in rules do on a checkout of an OWASP Benchmark (BenchmarkJava, BenchmarkPython), counted as its own
 * scorecards count (BenchmarkUtils): a test is reported where a finding in its file has the CWE of its category; the
 * score of a category is the rate of true positives minus the rate of false ones; the whole is the mean of categories.
 *
 * Rules are developed on tests of odd number only, so odd and even ones are printed apart: where they differ, the
 * rules have learnt the tests.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, parse, resolve } from 'node:path';
import { inRoot } from '../lib/paths';
import { RunError } from '../lib/run';

/** A test and what is right to say of it. */
export interface Expected {
  name: string;
  category: string;
  isReal: boolean;
  cwe: number;
}

/** What is true of a category: real faults reported and missed, false alarms and silence where there is no fault. */
export interface Counts {
  truePositives: number;
  falseNegatives: number;
  falsePositives: number;
  trueNegatives: number;
}

interface SarifRun {
  tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } };
  results: {
    ruleId: string;
    locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
  }[];
}

/** Scans the checkout with the built-in rules and gives the lines of the report. */
export function benchOwasp(folder: string): { title: string; lines: string[] } {
  const expected = parseExpected(readFileSync(join(folder, expectedResults(folder)), 'utf8'));
  const reported = reportedCwes(scan(folder));
  const isOdd = ({ name }: Expected) => Number(/\d+$/.exec(name)?.[0]) % 2 === 1;
  const parts: [string, Expected[]][] = [
    ['all tests', expected],
    ['odd numbers', expected.filter(isOdd)],
    ['even numbers', expected.filter((test) => !isOdd(test))],
  ];
  const date = new Date().toISOString().slice(0, 10);
  return {
    title: `OWASP ${basename(resolve(folder))}, ${date}`,
    lines: parts.flatMap(([name, tests]) => scoreLines(name, countByCategory(tests, reported))),
  };
}

function expectedResults(folder: string): string {
  const name = readdirSync(folder).find((file) => /^expectedresults-.*\.csv$/.test(file));
  if (name !== undefined) return name;
  throw new RunError(`${folder} is no checkout of an OWASP Benchmark: it has no expectedresults-*.csv.`);
}

/** Lines of `test name, category, real vulnerability, cwe`, below one that starts with `#`. */
export function parseExpected(csv: string): Expected[] {
  return csv
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', category = '', real, cwe] = line.split(',');
      return { name, category, isReal: real === 'true', cwe: Number(cwe) };
    });
}

function scan(folder: string): SarifRun {
  const scratch = mkdtempSync(join(tmpdir(), 'assay-owasp-'));
  const output = join(scratch, 'findings.sarif');
  const args = ['scan', '.', '--analysis', 'deep', '--format', 'sarif', '--output', output];
  try {
    const { status, stderr } = spawnSync(process.execPath, [inRoot('dist-node/assay.mjs'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new RunError(`The scan ended with exit code ${status}: ${stderr}`);
    const log = JSON.parse(readFileSync(output, 'utf8')) as { runs: [SarifRun] };
    return log.runs[0];
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** The CWEs reported of each file, by its name without ending, which is the name of its test. */
export function reportedCwes({ tool, results }: SarifRun): Map<string, Set<number>> {
  const cweOf = new Map(tool.driver.rules.map(({ id, properties }) => [id, firstCwe(properties.tags)]));
  const reported = new Map<string, Set<number>>();
  for (const { ruleId, locations } of results) {
    const test = parse(locations[0]?.physicalLocation.artifactLocation.uri ?? '').name;
    const cwe = cweOf.get(ruleId);
    if (cwe !== undefined) reported.set(test, (reported.get(test) ?? new Set()).add(cwe));
  }
  return reported;
}

/** The benchmark reads the first CWE among a rule's tags and no other. */
function firstCwe(tags: string[]): number | undefined {
  const tag = tags.find((one) => /^CWE-\d+$/.test(one));
  return tag === undefined ? undefined : Number(tag.slice('CWE-'.length));
}

/**
 * Numbers must be equal: neither parents nor children of a CWE count. The one exception is the benchmark's own:
 * SQL injection (89) counts where Hibernate injection (564) is expected.
 */
function isReported({ name, cwe }: Expected, reported: Map<string, Set<number>>): boolean {
  const cwes = reported.get(name);
  return cwes !== undefined && (cwes.has(cwe) || (cwe === 564 && cwes.has(89)));
}

/** Counts by category, in the order of their names. */
export function countByCategory(tests: Expected[], reported: Map<string, Set<number>>): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const category of [...new Set(tests.map((test) => test.category))].sort()) {
    const own = tests.filter((test) => test.category === category);
    const count = (isReal: boolean, is: boolean) =>
      own.filter((test) => test.isReal === isReal && isReported(test, reported) === is).length;
    counts.set(category, {
      truePositives: count(true, true),
      falseNegatives: count(true, false),
      falsePositives: count(false, true),
      trueNegatives: count(false, false),
    });
  }
  return counts;
}

/** A rate in percent; of nothing, nothing. */
function percent(part: number, rest: number): number {
  return part + rest === 0 ? 0 : (100 * part) / (part + rest);
}

/** Rates of one category, in percent. */
export function rates(counts: Counts): { found: number; falseAlarms: number; score: number } {
  const found = percent(counts.truePositives, counts.falseNegatives);
  const falseAlarms = percent(counts.falsePositives, counts.trueNegatives);
  return { found, falseAlarms, score: found - falseAlarms };
}

function scoreLines(name: string, counts: Map<string, Counts>): string[] {
  const rows = [...counts].map(([category, of]) => ({ category, ...of, ...rates(of) }));
  const mean = rows.reduce((sum, { score }) => sum + score, 0) / rows.length;
  const figure = (value: number) => value.toFixed(1).padStart(5);
  return [
    `  ${name}: ${mean.toFixed(1)}`,
    ...rows.map(
      (row) =>
        `    ${row.category.padEnd(16)} ${figure(row.score)} = ${figure(row.found)} of ${row.truePositives + row.falseNegatives} - ${figure(row.falseAlarms)} of ${row.falsePositives + row.trueNegatives}`,
    ),
  ];
}
