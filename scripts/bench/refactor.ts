/**
 * Replays renamings and moves of seeded random symbols and files on a copy of a project, and has a compiler or type
 * checker say after each whether there is anything new to complain about:
 * `npx tsx scripts/bench/refactor.ts DIR --check COMMAND [--seed N] [--count N] [--ending .ts]`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { whenStarted } from '../lib/main';
import { inRoot } from '../lib/paths';
import { shuffled } from './shuffled';

const ASSAY = inRoot('dist-node/assay.mjs');
/** Lines in which compilers complain. */
const COMPLAINT = /error(?: TS\d+)?:|^\S+\.go:\d+:\d+: /;
const MOST_OUTPUT = 1 << 28;

interface Symbol {
  name: string;
  kind: string;
  file: string;
  line: number;
  col: number;
}

/** What became of one sort of refactoring. */
interface Tally {
  tried: number;
  refused: number;
  done: number;
  /** Those after which there was something new to complain about. */
  wrong: string[];
}

function run(command: string, args: string[], cwd: string) {
  return spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: MOST_OUTPUT });
}

/** How often the command complains. */
function complaints(check: string, cwd: string): number {
  const { stdout, stderr } = run('sh', ['-c', check], cwd);
  return `${stdout}\n${stderr}`.split('\n').filter((line) => COMPLAINT.test(line)).length;
}

function replay(folder: string, check: string, before: number, steps: readonly string[][]): Tally {
  const tally: Tally = { tried: 0, refused: 0, done: 0, wrong: [] };
  for (const step of steps) {
    tally.tried += 1;
    const { status } = run(process.execPath, [ASSAY, ...step, '--write'], folder);
    if (status !== 0 && status !== 4) {
      tally.refused += 1;
      continue;
    }
    tally.done += 1;
    if (complaints(check, folder) > before) tally.wrong.push(step.join(' '));
    run('git', ['checkout', '-q', '.'], folder);
    run('git', ['clean', '-fdq'], folder);
  }
  return tally;
}

function describe(what: string, { tried, refused, done, wrong }: Tally): string {
  const lines = [
    `${what}: ${tried} tried, ${refused} refused, ${done} done, ${wrong.length} with something new`,
  ];
  return [...lines, ...wrong.map((step) => `  ${step}`)].join('\n');
}

function renamings(symbols: readonly Symbol[], seed: number, count: number): string[][] {
  const fits = ({ name }: Symbol) => /^[A-Za-z]\w{2,}$/.test(name);
  return shuffled(symbols.filter(fits), seed)
    .slice(0, count)
    .map(({ file, line, col, name }) => ['rename', '.', `${file}:${line}:${col}`, `${name}Renamed`]);
}

function moves(symbols: readonly Symbol[], seed: number, count: number): string[][] {
  const files = [...new Set(symbols.map(({ file }) => file))];
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const goals = shuffled(folders, seed + 1);
  return shuffled(files, seed)
    .slice(0, count)
    .map((file, at) => ['move', '.', file, join(goals[at % goals.length] ?? '.', basename(file))])
    .filter(([, , from, to]) => from !== to);
}

await whenStarted(import.meta.url, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'string' },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '10' },
      ending: { type: 'string' },
    },
  });
  const [project] = positionals;
  if (project === undefined || values.check === undefined)
    throw new Error('Name a folder, and --check COMMAND.');
  const folder = join(mkdtempSync(join(tmpdir(), 'assay-replay-')), basename(resolve(project)));
  try {
    cpSync(project, folder, { recursive: true, filter: (path) => basename(path) !== '.git' });
    for (const args of [
      ['init', '-q'],
      ['add', '-A'],
      ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'a'],
    ]) {
      run('git', args, folder);
    }
    const told = run(process.execPath, [ASSAY, 'symbols', '.', '--format', 'json'], folder);
    const all = (JSON.parse(told.stdout) as { symbols: Symbol[] }).symbols;
    const symbols = all.filter(({ file }) => values.ending === undefined || extname(file) === values.ending);
    const before = complaints(values.check, folder);
    const [seed, count] = [Number(values.seed), Number(values.count)];
    console.log(`${basename(folder)}: ${symbols.length} symbols, ${before} complaints before, seed ${seed}`);
    console.log(describe('renamed', replay(folder, values.check, before, renamings(symbols, seed, count))));
    console.log(describe('moved', replay(folder, values.check, before, moves(symbols, seed, count))));
  } finally {
    rmSync(dirname(folder), { recursive: true, force: true });
  }
});
