/** Timing of programs: from the start of the process to its end, several times, in turn with each other. */
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { RunError } from '../lib/run';

export interface Program {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  /** Beside the environment of this process. */
  env?: Record<string, string>;
  /** Exit codes that are no failure. */
  accepts?: number[];
  /** File for standard output; thrown away if missing. */
  output?: string;
  /** Called before every run. */
  prepare?: () => void;
}

/** Median seconds of each program over interleaved runs, so that a busy minute hits them all alike. */
export function medians(programs: Program[], rounds: number): number[] {
  const times = programs.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    programs.forEach((program, index) => {
      times[index]?.push(seconds(program));
    });
  }
  return times.map(median);
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}

/** Runs a program once and returns what it wrote to standard error. */
export function runOnce(program: Program): string {
  return execute(program).stderr;
}

function seconds(program: Program): number {
  program.prepare?.();
  return execute(program).seconds;
}

function execute({ name, command, args, cwd, env, accepts = [0], output }: Program) {
  const out = output === undefined ? 'ignore' : openSync(output, 'w');
  const start = performance.now();
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', out, 'pipe'],
    maxBuffer: 1 << 28,
  });
  const elapsed = (performance.now() - start) / 1000;
  if (typeof out === 'number') closeSync(out);
  if (!accepts.includes(result.status ?? -1)) throw new RunError(`${name} failed: ${result.stderr}`);
  return { seconds: elapsed, stderr: result.stderr.toString() };
}
