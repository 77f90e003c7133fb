/**
 * Results of long steps in the cache that all clones share, by the hash of what they were made from: a clone with the
 * same sources as another takes its engine in place of compiling it again.
 */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { inRoot, sharedCache } from './paths';

const FOLDER = join(sharedCache, 'kept');
/** How many results of one step are kept; the oldest go first. */
const MOST = 8;

interface KeptStep {
  name: string;
  /** From the project's folder; no two have the same name. */
  outputs: string[];
}

/** Copies the outputs to their places if some clone has made them from the same inputs. */
export function takeKept({ name, outputs }: KeptStep, hash: string): boolean {
  const folder = join(FOLDER, `${name}-${hash}`);
  if (!existsSync(folder)) return false;
  for (const output of outputs) {
    mkdirSync(dirname(inRoot(output)), { recursive: true });
    copyFileSync(join(folder, basename(output)), inRoot(output));
  }
  return true;
}

/** Keeps the outputs for other clones. The folder appears whole or not at all. */
export function keep({ name, outputs }: KeptStep, hash: string): void {
  mkdirSync(FOLDER, { recursive: true });
  const folder = mkdtempSync(join(FOLDER, 'unfinished-'));
  for (const output of outputs) copyFileSync(inRoot(output), join(folder, basename(output)));
  const kept = join(FOLDER, `${name}-${hash}`);
  if (existsSync(kept)) rmSync(folder, { recursive: true });
  else renameSync(folder, kept);
  dropOldest(name);
}

function dropOldest(name: string): void {
  const madeAt = (folder: string) => statSync(join(FOLDER, folder)).mtimeMs;
  const all = readdirSync(FOLDER).filter((folder) => folder.startsWith(`${name}-`));
  for (const folder of all.sort((a, b) => madeAt(b) - madeAt(a)).slice(MOST))
    rmSync(join(FOLDER, folder), { recursive: true });
}
