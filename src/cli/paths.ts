/**
 * From the paths on the command line to one tree and where to begin in it. Paths below the working folder
 * are shown from there; a folder elsewhere is a tree of its own, so that no machine's path gets into
 * findings and their fingerprints.
 */
import { statSync } from 'node:fs';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { systemMessage } from '../../workers/intake/node';
import { UsageError } from './errors';

export interface Place {
  /** Absolute path of the tree's root. */
  root: string;
  /** Files and folders to scan, from the root; '' is the root itself. */
  starts: string[];
}

export function placeOf(paths: string[], workingFolder: string): Place {
  const targets = paths.map((path) => existing(resolve(workingFolder, path), path));
  const root = targets.every((target) => isBelow(target, workingFolder))
    ? workingFolder
    : commonFolder(targets);
  const starts = targets.map((target) => relative(root, target).split(sep).join('/'));
  return { root, starts: withoutNested([...new Set(starts)]) };
}

function existing(target: string, asGiven: string): string {
  try {
    statSync(target);
    return target;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      code === 'ENOENT'
        ? `No such file or folder: ${asGiven}`
        : `${asGiven} cannot be read: ${systemMessage(error)}.`,
    );
  }
}

function isBelow(target: string, folder: string): boolean {
  return target === folder || target.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function commonFolder(targets: string[]): string {
  const [first = '/'] = targets;
  let folder = statSync(first).isDirectory() ? first : dirname(first);
  while (!targets.every((target) => isBelow(target, folder))) folder = dirname(folder);
  return folder;
}

/** What lies in another start is found there; scanning it twice would report it twice. */
function withoutNested(starts: string[]): string[] {
  const covers = (outer: string, inner: string) =>
    outer !== inner && (outer === '' || inner.startsWith(`${outer}/`));
  return starts.filter((one) => !starts.some((other) => covers(other, one)));
}

/** A folder, or a single file or archive, with paths from there. */
export function placeBelow(path: string): Place {
  const target = resolve(path);
  const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder) return placeOf([target], target);
  const { starts } = placeOf([target], dirname(target));
  return { root: dirname(target), starts: starts.length > 0 ? starts : [basename(target)] };
}
