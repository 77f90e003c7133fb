/**
 * A folder on disk, for the command line. Synchronous on purpose: a call costs a few microseconds where a
 * promise of the file system costs a hundred, and this thread has nothing else to do.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  type Dirent,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { ByteSource } from './blob-window';
import { IGNORE_FILES, type IgnoreFile } from './ignore-rules';
import { type FileTree, fileGone, joinPath, type OpenedFile, type TreeEntry } from './tree';

/** SHA-256 cut to 128 bits, as `webHash` gives it. */
export function nodeHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/** A file that is still larger after this many bytes than its size said is not read; bytes. */
const MAX_GROWTH = 64 * 1024 * 1024;

/** What a system's error says, without the name of its call and the machine's path. */
export function systemMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^E[A-Z0-9]+: ([^,]+), \w+/.exec(message)?.[1] ?? message;
}

/** Opens for reading; what has become a pipe since it was listed must not be waited for. */
function openRegular(path: string): { descriptor: number; size: number } {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const status = fstatSync(descriptor);
  if (status.isFile()) return { descriptor, size: status.size };
  closeSync(descriptor);
  throw new Error('it is not a file any more');
}

/**
 * Reads a whole file into a buffer of its own; Node's own reader may hand out a slice of a shared one. Read to its end
 * whatever its size is said to be, for some file systems say nothing.
 */
function readWhole(path: string): Uint8Array<ArrayBuffer> {
  const { descriptor, size } = openRegular(path);
  try {
    let bytes = new Uint8Array(size + 1);
    let filled = 0;
    for (;;) {
      const count = readSync(descriptor, bytes, filled, bytes.length - filled, null);
      if (count === 0) return bytes.slice(0, filled);
      filled += count;
      if (filled < bytes.length) continue;
      if (filled > size + MAX_GROWTH) throw new Error('it grows while it is read');
      const larger = new Uint8Array(bytes.length * 2 + 4096);
      larger.set(bytes);
      bytes = larger;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** A file that was looked at; there may be hundreds of thousands of them. */
class NodeFile implements OpenedFile {
  readonly size: number;
  readonly modifiedMs: number;

  constructor(readonly path: string) {
    const { size, mtimeMs } = statSync(path);
    this.size = size;
    this.modifiedMs = Math.floor(mtimeMs);
  }

  read(): Uint8Array<ArrayBuffer> {
    return plainly(() => readWhole(this.path));
  }
}

/** Runs a call of the system; its errors are put in words. */
function plainly<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new Error(systemMessage(error));
  }
}

/** A file on disk as archives are read from: in parts, and never whole. */
export class DiskFile implements ByteSource {
  readonly name: string;
  readonly size: number;
  readonly #descriptor: number;

  constructor(path: string) {
    this.name = basename(path);
    ({ descriptor: this.#descriptor, size: this.size } = openRegular(path));
  }

  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    return { arrayBuffer: async () => this.#read(start, Math.min(end, this.size)) };
  }

  #read(start: number, end: number): ArrayBuffer {
    const bytes = new Uint8Array(Math.max(0, end - start));
    let filled = 0;
    while (filled < bytes.length) {
      const count = readSync(this.#descriptor, bytes, filled, bytes.length - filled, start + filled);
      if (count === 0) break;
      filled += count;
    }
    return filled === bytes.length ? bytes.buffer : bytes.slice(0, filled).buffer;
  }
}

/** Where a link leads; a loop is named as one. */
function describeLink(path: string): string {
  try {
    const target = readlinkSync(path);
    const real = realpathSync(path);
    const climbs = `${dirname(path)}${sep}`.startsWith(`${real}${sep}`);
    return climbs ? `a link to ${target}, which contains it (a loop)` : `a link to ${target}`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ELOOP' ? 'a loop of links' : 'a link that leads nowhere';
  }
}

/** What something is that is neither file, folder nor link. */
function describeSpecial(entry: Dirent | Stats): string {
  if (entry.isFIFO()) return 'a pipe';
  if (entry.isSocket()) return 'a socket';
  return entry.isBlockDevice() || entry.isCharacterDevice() ? 'a device' : 'no file, folder or link';
}

export class NodeTree implements FileTree {
  readonly refused = [];
  readonly name: string;

  /**
   * @param root a folder.
   * @param followed paths from the root that a person named: these are followed if they are links.
   */
  constructor(
    readonly root: string,
    readonly followed: ReadonlySet<string> = new Set(),
  ) {
    this.name = basename(resolve(root));
  }

  list(folder: string): TreeEntry[] {
    // Joined by hand: these are as many calls as there are files, and `join` looks at every character.
    const directory = folder === '' ? this.root : `${this.root}/${folder}`;
    const entries = plainly(() => readdirSync(directory, { withFileTypes: true }));
    return entries.map((entry) => {
      const path = `${directory}/${entry.name}`;
      const isFollowed = entry.isSymbolicLink() && this.followed.has(joinPath(folder, entry.name));
      return entryOf(entry.name, path, isFollowed ? plainly(() => statSync(path)) : entry);
    });
  }

  open(path: string): OpenedFile {
    try {
      return new NodeFile(join(this.root, path));
    } catch (error) {
      throw fileGone(path, new Error(systemMessage(error)));
    }
  }
}

function entryOf(name: string, path: string, entry: Dirent | Stats): TreeEntry {
  if (entry.isDirectory()) return { kind: 'folder', name };
  if (entry.isFile()) return { kind: 'file', name, open: () => plainly(() => new NodeFile(path)) };
  if (entry.isSymbolicLink()) return { kind: 'link', name, detail: describeLink(path) };
  return { kind: 'special', name, detail: describeSpecial(entry) };
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
