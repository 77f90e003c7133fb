/** Writes fixed files, each in one step: at any moment a file is the old one or the new one. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { systemMessage } from '../../workers/intake/node';
import type { FixedFile, Problem } from '../../workers/protocol';
import { replaceFile, writeAll } from './output';
import type { Place } from './paths';

/** Says of each file that could not be written why not. */
export async function writeFixed({ root }: Place, files: readonly FixedFile[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const file of files) {
    if (!isChanged(file)) continue;
    try {
      await write(root, file);
    } catch (error) {
      problems.push(problemOf(file, error));
    }
  }
  return problems;
}

/** The same of files that make sense together: where one cannot be written, all are left as they were. */
export async function writeWhole({ root }: Place, files: readonly FixedFile[]): Promise<Problem[]> {
  const written: FixedFile[] = [];
  for (const file of files.filter(isChanged)) {
    try {
      await write(root, file);
      written.push(file);
    } catch (error) {
      const problems = [problemOf(file, error)];
      for (const { path, to, before, after } of written.reverse()) {
        const back = {
          path: to ?? path,
          before: after,
          after: before,
          ...(to !== undefined && { to: path }),
        };
        await write(root, back).catch((failed: unknown) => problems.push(problemOf(back, failed)));
      }
      return problems;
    }
  }
  return [];
}

type Written = Pick<FixedFile, 'path' | 'to' | 'before' | 'after'>;

function isChanged({ applied, to }: FixedFile): boolean {
  return applied.length > 0 || to !== undefined;
}

async function write(root: string, { path, to, before, after }: Written): Promise<void> {
  const target = join(root, path);
  if (!Buffer.from(before).equals(readFileSync(target))) throw new Error('it has changed since it was read');
  if (to === undefined) {
    await replaceFile(target, (file) => writeAll(file, after));
    return;
  }
  const goal = join(root, to);
  if (existsSync(goal)) throw new Error(`there is a file ${to} already`);
  mkdirSync(dirname(goal), { recursive: true });
  await replaceFile(goal, (file) => writeAll(file, after));
  // Until then both are there.
  chmodSync(goal, statSync(target).mode & 0o7777);
  rmSync(target);
  removeEmptied(root, dirname(path));
}

/** A folder that has nothing in it any more goes, as git would have it. */
function removeEmptied(root: string, folder: string): void {
  for (let at = folder; at !== '.' && readdirSync(join(root, at)).length === 0; at = dirname(at)) {
    rmdirSync(join(root, at));
  }
}

function problemOf({ path }: Pick<FixedFile, 'path'>, error: unknown): Problem {
  const message = `The changed file could not be written: ${systemMessage(error)}.`;
  return { kind: 'unreadable', path, message };
}
