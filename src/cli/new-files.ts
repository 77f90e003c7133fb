/** Writes files that begin something. What is there is written over only when that was asked for. */
import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { systemMessage } from '../../workers/intake/node';
import { type NewFile, visibleText } from '../share';
import { OutputError, UsageError } from './errors';
import { print, replaceFile, writeAll } from './output';

/** The folder that was named, which must be there. */
export function projectFolder(path: string | undefined): string {
  const folder = resolve(path ?? '.');
  if (existsSync(folder)) return folder;
  throw new UsageError(`No such folder: ${path}`);
}

/** All of the files, or none where one is there and may not be written over. */
export async function writeNew(root: string, files: readonly NewFile[], force: boolean): Promise<void> {
  const taken = files.filter(({ path }) => existsSync(join(root, path))).map(({ path }) => path);
  if (taken.length > 0 && !force)
    throw new UsageError(
      `${taken.join(', ')} ${taken.length === 1 ? 'is' : 'are'} there already; nothing was written.`,
      'Say --force to write over it.',
    );
  for (const { path, text, next } of files) {
    await putFile(pathWithoutLinks(root, path), Buffer.from(text));
    await print(`${taken.includes(path) ? 'wrote over' : 'wrote'} ${visibleText(path)}\n`);
    if (next) await print(`  ${next}\n`);
  }
}

/** A path in a folder, of which no part is a link: a project may bring links along that lead anywhere. */
export function pathWithoutLinks(root: string, path: string): string {
  let now = root;
  for (const segment of path.split(/[\\/]/).filter(Boolean)) {
    now = join(now, segment);
    if (lstatSync(now, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new UsageError(`${now} is a link; nothing is written or removed through it.`);
  }
  return now;
}

/** One file in one step, with the folders that it is in. */
export async function putFile(path: string, bytes: Uint8Array): Promise<void> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    await replaceFile(path, (file) => writeAll(file, bytes));
  } catch (error) {
    throw new OutputError(`Could not write ${path}: ${systemMessage(error)}.`);
  }
}
