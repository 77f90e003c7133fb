/** Writes fixed files, each in one step: at any moment a file is the old one or the new one. */
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { systemMessage } from '../../workers/intake/node';
import type { FixedFile, MovedFile, Problem } from '../../workers/protocol';
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

/**
 * The same of files that make sense together: where one cannot be written, all are left as they were.
 * @param along files and links that only get another path
 */
export async function writeWhole(
  { root }: Place,
  files: readonly FixedFile[],
  along: readonly MovedFile[] = [],
): Promise<Problem[]> {
  const steps = [
    ...files.filter(isChanged).map((file) => ({
      path: file.path,
      make: () => write(root, file),
      takeBack: () => write(root, reversed(file)),
    })),
    ...along.map(({ from, to }) => ({
      path: from,
      make: () => moveAsIs(root, from, to),
      takeBack: () => moveAsIs(root, to, from),
    })),
  ];
  for (const [at, step] of steps.entries()) {
    try {
      await step.make();
    } catch (error) {
      const problems = [problemOf(step, error)];
      for (const made of steps.slice(0, at).reverse()) {
        try {
          await made.takeBack();
        } catch (failed) {
          problems.push(problemOf(made, failed));
        }
      }
      return problems;
    }
  }
  return [];
}

function reversed({ path, to, before, after }: Written): Written {
  return { path: to ?? path, before: after, after: before, ...(to !== undefined && { to: path }) };
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
  const goal = freePlace(root, to);
  await replaceFile(goal, (file) => writeAll(file, after));
  // Until then both are there.
  chmodSync(goal, statSync(target).mode & 0o7777);
  rmSync(target);
  removeEmptied(root, dirname(path));
}

/** Gives a file or a link another path without reading it. */
function moveAsIs(root: string, from: string, to: string): void {
  renameSync(join(root, from), freePlace(root, to));
  removeEmptied(root, dirname(from));
}

/** Where a file is to come; the folders that it lies in are made. */
function freePlace(root: string, path: string): string {
  const place = join(root, path);
  if (lstatSync(place, { throwIfNoEntry: false })) throw new Error(`there is a file ${path} already`);
  mkdirSync(dirname(place), { recursive: true });
  return place;
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
