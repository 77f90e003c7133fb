/**
 * How long questions about a project take: each is put to a running command and its answer awaited, so that the times have
 * all that an answer needs but the reading of the project. Beside it ripgrep searches the same folder for the same texts.
 */
import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { inRoot } from '../lib/paths';
import { RunError } from '../lib/run';
import { type Defined, questionsOf } from './questions';
import { shuffled } from './shuffled';

const QUERIES = 200;
const MOST_BYTES = 1 << 30;

interface Named extends Defined {
  col: number;
}

function symbolsOf(folder: string): Named[] {
  const { stdout } = spawnSync(process.execPath, [COMMAND, 'symbols', folder, '--format', 'json'], {
    encoding: 'utf8',
    maxBuffer: MOST_BYTES,
  });
  return (JSON.parse(stdout) as { symbols: Named[] }).symbols;
}

function namesOf(symbols: Named[], count: number): Named[] {
  return shuffled(symbols.filter(({ name }) => name.length > 3)).slice(0, count);
}

/** Lines of the report: a sort of question each. */
export async function benchQueries(folder: string): Promise<string[]> {
  const symbols = symbolsOf(folder);
  const textOf = (file: string) => readFileSync(join(folder, file), 'utf8');
  const some = namesOf(symbols, QUERIES);
  const questions = shuffled(questionsOf(symbols, textOf)).slice(0, QUERIES);
  const at = some.map(({ file, line, col }) => ({ at: `${file}:${line}:${col}` }));
  const literals = some.map(({ name }) => name);
  const lines: string[] = [];
  for (const [name, operation, queries] of [
    ['literal search', 'search', literals.map((name) => ({ query: `"${name}"` }))],
    ['symbols', 'search', literals.map((name) => ({ query: `type:symbol ${name}` }))],
    ['structural search', 'search', literals.map((name) => ({ query: `type:structural ${name}(...)` }))],
    ['definition', 'definition', usesOf(symbols, textOf).map((at) => ({ at }))],
    ['references', 'refs', at],
    ['plain words', 'ask', questions.map(({ words }) => ({ words }))],
  ] as const) {
    lines.push(describe(name, await timesOf(folder, operation, queries)));
  }
  lines.push(describe('literal search by ripgrep', ripgrep(folder, literals)));
  return lines;
}

const COMMAND = inRoot('dist-node/assay.mjs');

/** Places at which something stands that has the name of a definition. */
function usesOf(symbols: Named[], textOf: (file: string) => string): string[] {
  const names = new Set(symbols.map(({ name }) => name));
  const files = shuffled([...new Set(symbols.map(({ file }) => file))]);
  const places = files.slice(0, QUERIES).flatMap((file) => {
    const inFile = textOf(file)
      .split('\n')
      .flatMap((line, row) =>
        [...line.matchAll(/[\p{L}_][\p{L}\p{N}_]{3,}/gu)]
          .filter(([word]) => names.has(word))
          .map(({ index }) => `${file}:${row + 1}:${index + 1}`),
      );
    return shuffled(inFile).slice(0, 4);
  });
  return shuffled(places).slice(0, QUERIES);
}

/** Milliseconds that each answer took; the first question waits for the project to be read, and does not count. */
async function timesOf(folder: string, operation: string, queries: readonly object[]): Promise<number[]> {
  // Through a program of its own, because Node's pipes are sockets, which nobody can open by a path.
  const command = [process.execPath, COMMAND, operation, folder, '--batch', '/dev/stdin'];
  const child = spawn('sh', ['-c', 'cat | "$0" "$@"', ...command], { stdio: ['pipe', 'pipe', 'ignore'] });
  const times = await answerTimes(child, [...queries.slice(0, 1), ...queries]);
  child.stdin.end();
  if (times.length <= queries.length) throw new RunError(`assay ${operation} did not answer all questions.`);
  return times.slice(1);
}

async function answerTimes(
  { stdin, stdout }: ChildProcessByStdio<Writable, Readable, null>,
  queries: object[],
): Promise<number[]> {
  const answers = createInterface({ input: stdout })[Symbol.asyncIterator]();
  const times: number[] = [];
  for (const query of queries) {
    const start = performance.now();
    stdin.write(`${JSON.stringify(query)}\n`);
    const { done } = await answers.next();
    if (done) break;
    times.push(performance.now() - start);
  }
  return times;
}

function ripgrep(folder: string, literals: string[]): number[] {
  return literals.map((literal) => {
    const start = performance.now();
    const { error } = spawnSync('rg', ['--count', '--fixed-strings', literal, folder], {
      maxBuffer: MOST_BYTES,
    });
    if (error) throw new RunError('To compare searches, install ripgrep (Debian: ripgrep).');
    return performance.now() - start;
  });
}

function describe(name: string, times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  return `${name}: ${times.length} queries, median ${at(0.5)} ms, 95 % within ${at(0.95)} ms`;
}
