/** The headless runner beside ast-grep's own command line, on one file list, with the same rules and threads. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../lib/paths';
import type { Corpus } from './corpus';
import { medians, type Program, runOnce } from './timing';

const THREADS = '2';
const RUNNER = inRoot('dist-node/assay.mjs');

/** Lines of the report. */
export function benchHeadless(corpus: Corpus, rules: string, rounds: number): string[] {
  const scratch = mkdtempSync(join(tmpdir(), 'assay-bench-out-'));
  try {
    return compare(corpus, rules, rounds, scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function compare(corpus: Corpus, rules: string, rounds: number, scratch: string): string[] {
  const ours = runner(corpus, rules, scratch);
  const theirs = astGrep(corpus, rules, scratch);
  const cache = join(scratch, 'cache');
  const empty = () => {
    rmSync(cache, { recursive: true, force: true });
    mkdirSync(cache);
  };
  const cached = { ...ours, args: [...ours.args, '--cache', cache] };
  const stats = JSON.parse(runOnce(ours)) as { parsed: number; findings: number; peakMemoryBytes: number };
  runOnce(theirs);
  const difference = differentLocations(scratch);
  const [our = 0, their = 0, filling = 0] = medians([ours, theirs, { ...cached, prepare: empty }], rounds);
  const again = JSON.parse(runOnce(cached)) as { parsed: number };
  const [rescan = 0] = medians([cached], rounds);
  return [
    `${corpus.name}: ${corpus.files} files, ${(corpus.bytes / 1e6).toFixed(1)} MB, ${stats.findings} findings`,
    `  same locations as ast-grep: ${difference.length === 0 ? 'yes' : `NO: ${difference.slice(0, 5).join('; ')}`}`,
    `  parsed: ${stats.parsed} of ${corpus.files} files`,
    `  cold, against ast-grep: ${ratio(our, their)} (at most 1.5; ${our.toFixed(2)} s and ${their.toFixed(2)} s)`,
    `  rescan with --cache, against cold: ${ratio(rescan, our)} (at most 0.1; ${rescan.toFixed(2)} s; filling it ${ratio(filling, our)}), ${again.parsed} parsed`,
    `  peak memory of the process: ${(stats.peakMemoryBytes / 1e6).toFixed(0)} MB`,
  ];
}

/** How many times one time is the other. */
export function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)}x`;
}

/** The headless runner on a corpus with nothing but these rules; its findings go to `ours.json` in `scratch`. */
export function runner({ folder }: Corpus, rules: string, scratch: string): Program {
  const scan = ['scan', '.', '--no-builtin', '--no-ignore', '--rules', rules, '--jobs', THREADS];
  const output = ['--format', 'json', '--output', join(scratch, 'ours.json'), '--stats'];
  return { name: 'assay', command: process.execPath, args: [RUNNER, ...scan, ...output], cwd: folder };
}

/** ast-grep's own command line on the corpus; its findings go to `theirs.jsonl` in `scratch`. */
export function astGrep({ folder }: Corpus, rules: string, scratch: string): Program {
  const ignores = ['hidden', 'dot', 'exclude', 'global', 'parent', 'vcs'].flatMap((one) => [
    '--no-ignore',
    one,
  ]);
  const args = ['scan', '--rule', rules, '--json=stream', '--threads', THREADS, ...ignores, '.'];
  return { name: 'ast-grep', command: binary(), args, cwd: folder, output: join(scratch, 'theirs.jsonl') };
}

/** The program is in the package of the platform; the main package only finds it in an install script. */
function binary(): string {
  const libc = process.platform === 'linux' ? '-gnu' : process.platform === 'win32' ? '-msvc' : '';
  const name = `@ast-grep/cli-${process.platform}-${process.arch}${libc}`;
  const main = createRequire(import.meta.url).resolve('@ast-grep/cli/package.json');
  const folder = join(main, '../../..', name);
  return join(folder, process.platform === 'win32' ? 'ast-grep.exe' : 'ast-grep');
}

/** A finding as the runner and the page write it. */
export interface OurFinding {
  ruleId: string;
  path: string;
  start: { line: number; offset: number };
  end: { offset: number };
}

interface TheirFinding {
  ruleId: string;
  file: string;
  range: { byteOffset: { start: number; end: number } };
}

/** What one program finds and the other does not. */
function differentLocations(scratch: string): string[] {
  const ours = JSON.parse(readFileSync(join(scratch, 'ours.json'), 'utf8')) as { findings: OurFinding[] };
  const { onlyOurs, onlyTheirs } = compareLocations(ours.findings, scratch);
  return [...onlyOurs.map((one) => `only ours ${one}`), ...onlyTheirs.map((one) => `only theirs ${one}`)];
}

/** Compares findings with what ast-grep wrote into `scratch`. */
export function compareLocations(
  ours: OurFinding[],
  scratch: string,
): { onlyOurs: string[]; onlyTheirs: string[] } {
  const theirs = readFileSync(join(scratch, 'theirs.jsonl'), 'utf8').split('\n').filter(Boolean);
  const a = new Set(
    ours.map(({ ruleId, path, start, end }) => `${ruleId} ${path} ${start.offset}-${end.offset}`),
  );
  const b = new Set(
    theirs.map((line) => {
      const { ruleId, file, range } = JSON.parse(line) as TheirFinding;
      return `${ruleId} ${file.replace(/^\.\//, '')} ${range.byteOffset.start}-${range.byteOffset.end}`;
    }),
  );
  return {
    onlyOurs: [...a].filter((one) => !b.has(one)),
    onlyTheirs: [...b].filter((one) => !a.has(one)),
  };
}

/** How well the grammars take the files, language by language. */
export function parseHealth(source: string): string[] {
  const args = [
    RUNNER,
    'scan',
    source,
    '--no-prefilter',
    '--format',
    'json',
    '--output',
    '/dev/null',
    '--stats',
  ];
  const stderr = runOnce({ name: 'assay', command: process.execPath, args, cwd: source, accepts: [0, 2] });
  const stats = JSON.parse(stderr.trim().split('\n').at(-1) ?? '{}') as {
    languages: Record<string, { parsed: number; filesWithErrors: number; nodes: number; errorBytes: number }>;
  };
  return Object.entries(stats.languages)
    .filter(([, { parsed }]) => parsed > 0)
    .map(
      ([language, { parsed, filesWithErrors, nodes, errorBytes }]) =>
        `  ${language.padEnd(14)} ${parsed} parsed, ${filesWithErrors} with errors, ${nodes} nodes, ${errorBytes} bytes in errors`,
    );
}

/** Median milliseconds until the version is printed, and of a Node that does nothing. */
export function startTime(rounds: number): string {
  const program = { name: 'assay', command: process.execPath, cwd: inRoot() };
  const [version = 0, nothing = 0] = medians(
    [
      { ...program, args: [RUNNER, '--version'] },
      { ...program, args: ['--eval', '0'] },
    ],
    rounds,
  );
  return `assay --version: ${(version * 1000).toFixed(0)} ms (under 100; Node alone ${(nothing * 1000).toFixed(0)} ms)`;
}
