/**
 * How often the built-in rules are right on real code, by a sample that a person reads.
 *
 *   npx tsx scripts/precision.ts sample [--seed N] [--each N] [--name NAME] REPOSITORY…
 *   npx tsx scripts/precision.ts table [--seed N] [--name NAME] REPOSITORY…
 *
 * `sample` scans checkouts and writes a few findings of each rule to `tests/bench/precision/NAME.tsv` (`verdicts`, if no
 * name is given), each with the verdict `?`; verdicts that are there stay. A sample of another name is one that no rule was
 * mended on when it was read. A person reads each place and writes `right` or `wrong` and why. `table` scans
 * again, counts the verdicts by rule, and counts apart what today's rules still say of the findings that were read.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { formatTable, parseVerdicts, type Read, type Seen, sampleOf, writeVerdicts } from './bench/precision';
import { whenStarted } from './lib/main';
import { inRoot } from './lib/paths';
import { RunError } from './lib/run';

/** The sample that rules are mended on. */
const USUAL = 'verdicts';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '12' },
      each: { type: 'string', default: '20' },
      name: { type: 'string', default: USUAL },
    },
  });
  const [command, ...folders] = positionals;
  if (folders.length === 0) throw new RunError('Name the checkouts to scan.');
  const verdicts = `tests/bench/precision/${values.name}.tsv`;
  const table =
    values.name === USUAL ? 'tests/bench/precision.txt' : `tests/bench/precision-${values.name}.txt`;
  const before = existsSync(inRoot(verdicts)) ? parseVerdicts(readFileSync(inRoot(verdicts), 'utf8')) : [];
  const seen = folders.flatMap(findingsIn);
  if (command === 'sample')
    write(verdicts, writeVerdicts(sampleOf(seen, before, Number(values.seed), Number(values.each))));
  else if (command === 'table') write(table, tableOf(before, seen, values.seed));
  else throw new RunError('Say `sample` or `table`.');
}

function tableOf(read: Read[], seen: Seen[], seed: string): string {
  const open = read.filter(({ verdict }) => verdict === '?').length;
  if (open > 0) console.error(`${open} findings were not read and are left out.`);
  return formatTable(read, seen, seed);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(inRoot(path)), { recursive: true });
  writeFileSync(inRoot(path), text);
  console.log(path.endsWith('.txt') ? text : `${text.split('\n').length - 1} lines in ${path}`);
}

interface JsonReport {
  findings: { ruleId: string; path: string; start: { line: number }; confidence?: string }[];
}

/** What the built-in rules say of a checkout, whose commit is part of each place. */
function findingsIn(folder: string): Seen[] {
  const commit = git(folder, 'rev-parse', '--short=12', 'HEAD');
  const scratch = mkdtempSync(join(tmpdir(), 'assay-precision-'));
  const output = join(scratch, 'findings.json');
  try {
    const args = ['scan', '.', '--format', 'json', '--output', output];
    const { status, stderr } = spawnSync(process.execPath, [inRoot('dist-node/assay.mjs'), ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    // Files that cannot be read or parsed are no reason to throw the others away.
    if (status !== 0 && status !== 4) throw new RunError(`The scan of ${folder} failed: ${stderr}`);
    const { findings } = JSON.parse(readFileSync(output, 'utf8')) as JsonReport;
    return findings.map(({ ruleId, path, start, confidence }) => ({
      repository: `${basename(resolve(folder))}@${commit}`,
      place: `${path}:${start.line}`,
      rule: ruleId,
      confidence: confidence ?? 'medium',
    }));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function git(folder: string, ...args: string[]): string {
  const { stdout, stderr, status } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new RunError(`${folder} is no checkout of a repository: ${stderr}`);
  return stdout.trim();
}

await whenStarted(import.meta.url, main);
