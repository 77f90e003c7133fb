/** Starting other programs: with their output shown, or with it captured. */
import { spawn, spawnSync } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { root } from './paths';

const LOW = constants.priority.PRIORITY_BELOW_NORMAL;

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Called with every piece of output; without it the output goes to the terminal. */
  onOutput?: (text: string) => void;
  /** Leaves the processor to everything else that wants it. */
  inBackground?: boolean;
}

/** A program that could not be started or did not end well. */
export class RunError extends Error {}

/** Runs a program to its end and returns its exit code; throws only if it cannot be started. */
export function exitCode(program: string, args: string[], options: RunOptions = {}): Promise<number> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    });
    if (options.inBackground && child.pid !== undefined) setPriority(child.pid, LOW);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => options.onOutput?.(text));
    }
    child.on('error', (error) => fail(new RunError(`\`${program}\` cannot be started: ${error.message}`)));
    child.on('close', (code, signal) => done(code ?? (signal ? 128 : 1)));
  });
}

/** Runs a program that must succeed. Its captured output, if any, becomes part of the error. */
export async function run(program: string, args: string[], options: RunOptions = {}): Promise<void> {
  const code = await exitCode(program, args, options);
  if (code !== 0) throw new RunError(`\`${program} ${args.join(' ')}\` ended with exit code ${code}`);
}

/** The output of a short program, or undefined if it is missing or fails. */
export function output(program: string, args: string[]): string | undefined {
  const result = spawnSync(program, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  return result.status === 0 ? result.stdout : undefined;
}
