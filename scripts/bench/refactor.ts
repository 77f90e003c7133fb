/**
 * Replays refactorings of seeded random symbols, files, folders and stretches on a copy of a project, and has a compiler or
 * type checker say after each whether there is anything new to complain about. Those that were made are then made once more
 * on top of one another, as far as they still can be, and the project's tests run on that. What a refactoring says it leaves
 * to a person to decide is left out there, since only with that decision it is whole:
 * `npx tsx scripts/bench/refactor.ts DIR --check COMMAND [--test COMMAND] [--seed N] [--count N] [--ending .ts] [--only KIND]`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { whenStarted } from '../lib/main';
import { inRoot } from '../lib/paths';
import { shuffled } from './shuffled';

const ASSAY = inRoot('dist-node/assay.mjs');
/** Lines in which compilers complain. */
const COMPLAINT = /error(?: TS\d+|\[E\d+\])?:|^\S+\.go:\d+:\d+: /;
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
  /** Why the others were not made, each with what they were. */
  refused: Map<string, string[]>;
  done: string[][];
  /** Those of them that say that places are left out which may be meant. */
  undecided: string[];
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

/** The copy of a project that refactorings are made in. */
interface Copy {
  folder: string;
  check: string;
  /** How often the command complains before anything is changed. */
  before: number;
  /** What the command leaves in the folder for its next run. */
  kept: string[];
}

function replay(copy: Copy, steps: readonly string[][]): Tally {
  const { folder, check, before } = copy;
  const tally: Tally = { tried: 0, refused: new Map(), done: [], undecided: [], wrong: [] };
  for (const step of steps) {
    tally.tried += 1;
    const { refusal, isUndecided } = make(folder, step);
    if (refusal !== undefined)
      tally.refused.set(refusal, [...(tally.refused.get(refusal) ?? []), step.join(' ')]);
    else {
      if (complaints(check, folder) > before) tally.wrong.push(step.join(' '));
      if (isUndecided) tally.undecided.push(step.join(' '));
      tally.done.push(step);
    }
    restore(copy);
  }
  return tally;
}

/** Makes a refactoring; why it was not made, without the names, and whether something of it is left to a person. */
function make(folder: string, step: readonly string[]): { refusal?: string; isUndecided: boolean } {
  const { status, stderr } = run(process.execPath, [ASSAY, ...step, '--write'], folder);
  if (status === 0 || status === 4) return { isUndecided: stderr.includes('Left out: ') };
  const lines = stderr.split('\n').filter((line) => line.startsWith('assay: '));
  const [first = `exit code ${status}`] = lines.map((line) =>
    line.replace(/^assay: (\S+:\d+(:\d+)?: )?/, ''),
  );
  return { refusal: first, isUndecided: false };
}

function restore({ folder, kept }: Copy): void {
  // What a refactoring moved may be ignored by git.
  for (const args of [
    ['checkout', '-q', '.'],
    ['clean', '-fdxq', ...kept.flatMap((path) => ['-e', `/${path}`])],
  ]) {
    const { status, stderr } = run('git', args, folder);
    if (status !== 0) throw new Error(`The copy could not be restored: ${stderr}`);
  }
}

function describe(what: string, { tried, refused, done, undecided, wrong }: Tally): string {
  const notMade = [...refused.values()].flat().length;
  return [
    `${what}: ${tried} tried, ${notMade} refused, ${done.length} done, ${wrong.length} with something new`,
    ...[...refused].map(([why, steps]) => `  refused ${steps.length}: ${why} (${steps.join('; ')})`),
    ...undecided.map((step) => `  places left to a person: ${step}`),
    ...wrong.map((step) => `  something new: ${step}`),
  ].join('\n');
}

/** All of them on top of one another, then the project's tests; where those fail, which of the steps does that by itself. */
function together(copy: Copy, test: string, steps: readonly string[][]): string {
  const { folder, check, before } = copy;
  const passes = () => run('sh', ['-c', test], folder).status === 0;
  const passedBefore = passes();
  restore(copy);
  const made = steps.filter((step) => make(folder, step).refusal === undefined).length;
  const more = complaints(check, folder) - before;
  const { status, stdout, stderr } = run('sh', ['-c', test], folder);
  restore(copy);
  const head = `together: ${made} of ${steps.length} made, ${Math.max(more, 0)} new complaints`;
  if (!passedBefore) return `${head}, the tests failed before`;
  if (status === 0) return `${head}, the tests pass`;
  const breaking = steps.filter((step) => {
    const fails = make(folder, step).refusal === undefined && !passes();
    restore(copy);
    return fails;
  });
  return [
    `${head}, the tests fail:`,
    ...breaking.map((step) => `  fail by ${step.join(' ')}`),
    `${stdout}${stderr}`.slice(-2000),
  ].join('\n');
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

/** Folders with code, to beside themselves under another name. */
function folderMoves(symbols: readonly Symbol[], seed: number, count: number): string[][] {
  const folders = [...new Set(symbols.map(({ file }) => dirname(file)))].filter((folder) => folder !== '.');
  return shuffled(folders, seed)
    .slice(0, count)
    .map((folder, at) => {
      const name = `moved${at}`;
      return [
        'move',
        '.',
        folder,
        join(at % 2 === 0 ? dirname(folder) : (folder.split('/')[0] ?? '.'), name),
      ];
    });
}

/** A stretch of a file: where it begins and ends, columns from 1. */
interface Stretch {
  file: string;
  from: string;
  to: string;
}

/** Calls that are written on one line, as expressions to be extracted. */
function calls(root: string, files: readonly string[]): Stretch[] {
  return files.flatMap((file) =>
    linesOf(root, file).flatMap((line, at) => {
      const found = /(?<![\w.])[a-z]\w*(?:\.\w+)*\([^()]*\)/i.exec(line);
      // What a brace follows is a function that is declared.
      if (found === null || !line.startsWith(' ') || /[{:]\s*$/.test(line)) return [];
      const from = `${at + 1}:${found.index + 1}`;
      return [{ file, from, to: `${at + 1}:${found.index + 1 + found[0].length}` }];
    }),
  );
}

/** A line that is a whole statement within a function, as far as its end says. */
function isStatement(file: string, line: string): boolean {
  const count = (sign: RegExp) => line.match(sign)?.length ?? 0;
  if (!/^\s{2,}\w/.test(line) || count(/[([{]/g) !== count(/[)\]}]/g)) return false;
  if (/^\s*(?:return|break|continue|yield|public|private|readonly)\b/.test(line)) return false;
  return extname(file) === '.py' ? / = |\)$/.test(line) && !/[,:\\]$/.test(line) : line.endsWith(';');
}

/** Two statements that follow one another, to be extracted. */
function statements(root: string, files: readonly string[]): Stretch[] {
  return files.flatMap((file) => {
    const lines = linesOf(root, file);
    const indent = (line: string) => line.length - line.trimStart().length;
    return lines.flatMap((line, at) => {
      const last = lines[at + 1] ?? '';
      if (![line, last].every((one) => isStatement(file, one)) || indent(line) !== indent(last)) return [];
      return [{ file, from: `${at + 1}:${indent(line) + 1}`, to: `${at + 2}:${last.length + 1}` }];
    });
  });
}

function linesOf(root: string, file: string): string[] {
  return readFileSync(join(root, file), 'utf8').split('\n');
}

/** Where functions are declared. */
function symbolPlaces(symbols: readonly Symbol[]): string[] {
  return symbols
    .filter(({ kind }) => kind === 'function')
    .map(({ file, line, col }) => `${file}:${line}:${col}`);
}

/** Where variables of functions get their values. */
function variables(root: string, files: readonly string[]): string[] {
  return files.flatMap((file) =>
    linesOf(root, file).flatMap((line, at) => {
      const found = /^\s+(?:(?:const|let|var) )?(\w+)(?:: \w+)? = [^=]/.exec(line);
      return found ? [`${file}:${at + 1}:${line.indexOf(found[1] ?? '') + 1}`] : [];
    }),
  );
}

await whenStarted(import.meta.url, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'string' },
      test: { type: 'string' },
      only: { type: 'string' },
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
      ['add', '-A', '-f'],
      ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'a'],
    ]) {
      run('git', args, folder);
    }
    const told = run(process.execPath, [ASSAY, 'symbols', '.', '--format', 'json'], folder);
    const all = (JSON.parse(told.stdout) as { symbols: Symbol[] }).symbols;
    const symbols = all.filter(({ file }) => values.ending === undefined || extname(file) === values.ending);
    const before = complaints(values.check, folder);
    const left = run('git', ['ls-files', '--others', '--directory'], folder).stdout;
    const kept = left.split('\n').filter((path) => path !== '');
    const copy = { folder, check: values.check, before, kept };
    const [seed, count] = [Number(values.seed), Number(values.count)];
    console.log(`${basename(folder)}: ${symbols.length} symbols, ${before} complaints before, seed ${seed}`);
    const files = [...new Set(symbols.map(({ file }) => file))];
    const some = <T>(all: readonly T[]) => shuffled(all, seed).slice(0, count);
    const kinds: Record<string, () => string[][]> = {
      renamed: () => renamings(symbols, seed, count),
      moved: () => moves(symbols, seed, count),
      'folder moved': () => folderMoves(symbols, seed, count),
      'variable extracted': () =>
        some(calls(folder, files)).map(({ file, from, to }) => [
          'extract',
          '.',
          `${file}:${from}`,
          to,
          'extracted',
        ]),
      'function extracted': () =>
        some(statements(folder, files)).map(({ file, from, to }) => [
          ...['extract', '.', `${file}:${from}`, to, 'extracted', '--function'],
        ]),
      inlined: () =>
        some([...symbolPlaces(symbols), ...variables(folder, files)]).map((at) => ['inline', '.', at]),
      'imports organised': () => some(files).map((file) => ['organise-imports', '.', file]),
    };
    const done: string[][] = [];
    for (const [kind, steps] of Object.entries(kinds)) {
      if (values.only !== undefined && values.only !== kind) continue;
      const tally = replay(copy, steps());
      done.push(...tally.done.filter((step) => !tally.undecided.includes(step.join(' '))));
      console.log(describe(kind, tally));
    }
    if (values.test !== undefined) console.log(together(copy, values.test, done));
  } finally {
    rmSync(dirname(folder), { recursive: true, force: true });
  }
});
