/**
 * A folder on disk, for the command line. Synchronous on purpose: a call costs a few microseconds where a
 * promise of the file system costs a hundred, and this thread has nothing else to do.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { IGNORE_FILES, type IgnoreFile } from './ignore-rules';
import { type FileTree, fileGone, type OpenedFile, type TreeEntry } from './tree';

/** SHA-256 cut to 128 bits, as `webHash` gives it. */
export function nodeHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/** Reads a whole file into a buffer of its own; Node's own reader may hand out a slice of a shared one. */
function readWhole(path: string): Uint8Array<ArrayBuffer> {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(fstatSync(descriptor).size);
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(descriptor, bytes, filled, bytes.length - filled, null);
      if (count === 0) break;
      filled += count;
    }
    return filled === bytes.length ? bytes : bytes.slice(0, filled);
  } finally {
    closeSync(descriptor);
  }
}

function opened(path: string): OpenedFile {
  const { size, mtimeMs } = statSync(path);
  return { size, modifiedMs: Math.floor(mtimeMs), read: () => readWhole(path) };
}

/** Where a link leads; a loop is named as one. */
function describeLink(path: string): string {
  try {
    const target = readlinkSync(path);
    const real = realpathSync(path);
    const climbs = `${dirname(path)}${sep}`.startsWith(`${real}${sep}`);
    return climbs ? `a link to ${target}, a folder it lies in: a loop` : `a link to ${target}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ELOOP' ? 'a loop of links' : 'a link that leads nowhere';
  }
}

export class NodeTree implements FileTree {
  readonly refused = [];
  readonly name: string;

  /** `root` is a folder. */
  constructor(readonly root: string) {
    this.name = basename(resolve(root));
  }

  list(folder: string): TreeEntry[] {
    // Joined by hand: these are as many calls as there are files, and `join` looks at every character.
    const directory = folder === '' ? this.root : `${this.root}/${folder}`;
    const entries: TreeEntry[] = [];
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const { name } = entry;
      const path = `${directory}/${name}`;
      if (entry.isDirectory()) entries.push({ kind: 'folder', name });
      else if (entry.isFile()) entries.push({ kind: 'file', name, open: () => opened(path) });
      else if (entry.isSymbolicLink()) entries.push({ kind: 'link', name, detail: describeLink(path) });
    }
    return entries;
  }

  open(path: string): OpenedFile {
    try {
      return opened(join(this.root, path));
    } catch (error) {
      throw fileGone(path, error);
    }
  }
}

/** The folder above (or at) `folder` that holds `.git`; undefined if there is none. */
function repositoryOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** Ignore files between the repository's root and a scanned folder inside it, which hold for that folder too. */
export function outerIgnoreFiles(root: string): { base: string; outer: IgnoreFile[] } {
  const repository = repositoryOf(root);
  const below = repository === undefined ? '' : relative(repository, resolve(root)).split(sep).join('/');
  if (repository === undefined || below === '') return { base: '', outer: [] };
  const outer: IgnoreFile[] = [];
  const add = (folder: string, name: string) => {
    const path = join(repository, folder, name);
    if (!existsSync(path)) return;
    const shown = relative(root, path).split(sep).join('/');
    outer.push({ folder, shown, text: readFileSync(path, 'utf8') });
  };
  add('', '.git/info/exclude');
  const segments = below.split('/');
  for (let depth = 0; depth < segments.length; depth++) {
    for (const name of IGNORE_FILES) add(segments.slice(0, depth).join('/'), name);
  }
  return { base: `${below}/`, outer };
}
