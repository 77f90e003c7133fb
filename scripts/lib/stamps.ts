/**
 * Skips work whose inputs have not changed. A step's inputs are hashed by content; the hash of the
 * last good run is kept in `.cache/stamps`, so a second `npm start` takes seconds.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { keep, takeKept } from './kept';
import { inRoot } from './paths';

export interface Step {
  /** Names the stamp. */
  name: string;
  /** Files and folders, from the project's folder. A missing one counts as empty. */
  inputs: string[];
  /** Anything else the result depends on, such as versions of tools. */
  salt?: string;
  /** Files that must be there for the result to count; from the project's folder. */
  outputs: string[];
  /** Keep the outputs in the cache that all clones share, for the next clone with the same inputs; see `kept.ts`. */
  isShared?: boolean;
}

/** Runs `work` unless its inputs are as they were after its last good run; returns whether it ran. */
export async function whenChanged(step: Step, work: () => Promise<void>): Promise<boolean> {
  const stamp = inRoot('.cache/stamps', step.name);
  const hash = hashOf(step);
  const isThere = step.outputs.every((path) => existsSync(inRoot(path)));
  if (isThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return false;
  if (!(step.isShared && takeKept(step, hash))) {
    await work();
    if (step.isShared) keep(step, hash);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return true;
}

function hashOf(step: Step): string {
  const hash = createHash('sha256').update(step.salt ?? '');
  for (const path of files(step.inputs))
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(inRoot(path)))
      .update('\0');
  return hash.digest('hex');
}

function files(paths: string[]): string[] {
  return paths.flatMap((path) => filesUnder(path)).sort();
}

function filesUnder(path: string): string[] {
  const stats = statSync(inRoot(path), { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(inRoot(path)).flatMap((name) => filesUnder(`${path}/${name}`));
}
