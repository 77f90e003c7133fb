/**
 * Reads a zip by its table of contents, so that one file can be had without unpacking the others and an archive of any
 * size needs little memory. What the table lists is checked against the file, and what it does not list is searched for.
 */
import { brokenArchive, damagedEntry } from './archive-errors';
import { BlobWindow, type ByteSource } from './blob-window';
import type { Budget } from './budget';
import { crc32 } from './crc32';
import type { Skip } from './defaults';
import { inflate } from './inflate';
import { PathTree } from './path-tree';
import { cutPath, safePath } from './safe-path';
import type { OpenedFile } from './tree';
import { layOut } from './zip-layout';
import { isEncrypted, type ZipHeader } from './zip-records';
import { findUnlisted, type Span } from './zip-search';
import { readTable, type ZipTable } from './zip-table';

const STORED = 0;
const DEFLATED = 8;
/** Names of the other methods, for people. */
const METHODS: Record<number, string> = {
  1: 'shrink',
  6: 'implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};

/** A file of the archive, unpacked and checked when it is read. */
class ZipFile implements OpenedFile {
  readonly size: number;
  readonly modifiedMs: number;
  readonly #method: number;
  readonly #packedSize: number;
  readonly #crc: number;

  constructor(
    header: ZipHeader,
    readonly archive: ByteSource,
    readonly dataStart: number,
  ) {
    this.size = header.size;
    this.modifiedMs = header.modifiedMs;
    this.#method = header.method;
    this.#packedSize = header.packedSize;
    this.#crc = header.crc;
  }

  async read(): Promise<Uint8Array<ArrayBuffer>> {
    const end = this.dataStart + this.#packedSize;
    const packed = new Uint8Array(await this.archive.slice(this.dataStart, end).arrayBuffer());
    const bytes = this.#method === STORED ? packed : inflate(packed, this.size);
    if (crc32(bytes) !== this.#crc) throw damagedEntry('its checksum is wrong');
    return bytes;
  }
}

/** What the headers of an entry alone say against it. */
function skipOf(header: ZipHeader, mode: number): Skip | undefined {
  const { name, method, size, packedSize } = header;
  if (isEncrypted(header)) return { reason: 'encrypted', detail: 'it needs a password' };
  if (isLink(mode)) return { reason: 'link', detail: 'links in archives are not followed' };
  if (name.endsWith('/')) {
    return size > 0 ? { reason: 'damaged', detail: 'it is a folder with content' } : undefined;
  }
  if (method !== STORED && method !== DEFLATED) {
    const packing = METHODS[method] ?? `method ${method}`;
    return { reason: 'unsupported', detail: `its compression method (${packing}) is not supported` };
  }
  const isCut = method === STORED && size !== packedSize;
  return isCut ? { reason: 'damaged', detail: 'its two sizes contradict each other' } : undefined;
}

function isLink(mode: number): boolean {
  return (mode & 0xf000) === 0xa000;
}

/** Puts entries into a tree, or names them with what is wrong. */
class ZipTree {
  readonly tree: PathTree;

  constructor(
    name: string,
    readonly archive: ByteSource,
    readonly budget: Budget,
  ) {
    this.tree = new PathTree(name);
  }

  add(header: ZipHeader, dataStart: number, mode: number): void {
    const { name, size } = header;
    const path = safePath(name);
    const skip = skipOf(header, mode);
    if (!path.ok) this.tree.refuse(cutPath(name), size, path.why);
    else if (skip) this.tree.refuse(path.path, size, skip.detail, skip.reason);
    else if (name.endsWith('/')) this.tree.addFolder(path.path);
    else this.#addFile(path.path, header, dataStart);
  }

  /** An entry that cannot be read. */
  damaged(header: ZipHeader, why: string): void {
    const path = safePath(header.name);
    this.tree.refuse(path.ok ? path.path : cutPath(header.name), header.size, why, 'damaged');
  }

  #addFile(path: string, header: ZipHeader, dataStart: number): void {
    const limit = this.budget.takeBytes(header.size, header.packedSize);
    if (limit) this.tree.refuse(path, header.size, limit, 'archive-limit');
    else this.tree.add(path, new ZipFile(header, this.archive, dataStart));
  }
}

/** Takes what lies between the listed files; answers with how many there are. */
async function addUnlisted(zip: ZipTree, window: BlobWindow, gaps: Span[]): Promise<number> {
  let found = 0;
  for (const gap of gaps) {
    for await (const { header, why } of findUnlisted(window, gap)) {
      if (!zip.budget.takeEntry()) {
        zip.tree.refuse(zip.tree.name, window.size, zip.budget.spentDetail, 'archive-limit');
        return found;
      }
      found++;
      if (why === undefined) zip.add(header, header.dataStart, 0);
      else zip.damaged(header, why);
    }
  }
  return found;
}

/** What is read of an archive that has lost its table: only what a search finds. */
function noTable({ size }: ByteSource): ZipTable {
  return { entries: [], start: size, end: size, problem: 'its table of contents is missing' };
}

/** The files of a zip. Entries that cannot be taken are refused by name. */
export async function openZip(file: ByteSource, name: string, budget: Budget): Promise<PathTree> {
  const window = new BlobWindow(file);
  const zip = new ZipTree(name, file, budget);
  const table = (await readTable(window, budget)) ?? noTable(file);
  const { listed, gaps } = await layOut(window, table);
  for (const located of listed) {
    if ('why' in located) zip.damaged(located.entry, located.why);
    else zip.add(located.entry, located.dataStart, located.entry.mode);
  }
  if (table.isOverLimit) {
    zip.tree.refuse(name, file.size, budget.spentDetail, 'archive-limit');
    return zip.tree;
  }
  const found = await addUnlisted(zip, window, gaps);
  if (table.problem && listed.length + found === 0) throw brokenArchive(table.problem);
  if (table.problem) zip.tree.refuse(name, file.size, `${table.problem}, so files may be missing`, 'damaged');
  return zip.tree;
}
