/**
 * Reads a tar by walking its headers; the files stay where they are until they are asked for. Where a header is damaged or
 * contradicts itself, the next one is searched for: what stands behind is read, and the archive is not called whole.
 */
import { brokenArchive } from './archive-errors';
import { BlobWindow, type ByteSource } from './blob-window';
import type { Budget } from './budget';
import type { Skip } from './defaults';
import { PathTree } from './path-tree';
import { cutPath, safePath } from './safe-path';
import { BLOCK, longName, type Override, paxOverride, readHeader, type TarHeader } from './tar-header';
import type { OpenedFile } from './tree';

/** Long names and pax records are small; anything larger is an attack. */
const MAX_META = 1024 * 1024;

/** Types of headers that only say something of others. */
const META = 'LKxXg';
const FILES = '07';
const LINKS = '12';
const SPECIAL = '346';
const FOLDER = '5';
const SPARSE = 'S';
const VOLUME_LABEL = 'V';

const BAD_HEADER = 'a header in it is damaged';

/** A header with what extra headers say of it. */
type Entry = TarHeader & Override;

class TarFile implements OpenedFile {
  constructor(
    readonly archive: ByteSource,
    readonly start: number,
    readonly size: number,
    readonly modifiedMs: number,
  ) {}

  async read(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.archive.slice(this.start, this.start + this.size).arrayBuffer());
  }
}

class TarReader {
  readonly tree: PathTree;
  readonly #window: BlobWindow;
  #at = 0;
  #override: Override = {};
  #global: Override = {};
  /** Headers are being searched for: blocks that are none are passed over. */
  #isSearching = false;
  #sawEnd = false;
  #isOverLimit = false;
  /** What was wrong, each once. */
  readonly #problems = new Set<string>();

  constructor(
    readonly archive: ByteSource,
    name: string,
    readonly budget: Budget,
  ) {
    this.tree = new PathTree(name);
    this.#window = new BlobWindow(archive);
  }

  async run(): Promise<PathTree> {
    if (!mayBeTar(await this.#window.read(0, BLOCK))) {
      throw brokenArchive('it is neither a zip nor a tar archive');
    }
    while (this.#at < this.archive.size && !this.#isOverLimit) await this.#step();
    const { name } = this.tree;
    if (this.#isOverLimit) {
      this.tree.refuse(name, this.archive.size, this.budget.spentDetail, 'archive-limit');
    } else if (!this.#sawEnd) this.#problems.add('its end is missing');
    for (const problem of this.#problems) {
      this.tree.refuse(name, this.archive.size, `${problem}, so files may be missing`, 'damaged');
    }
    return this.tree;
  }

  async #step(): Promise<void> {
    const block = await this.#window.read(this.#at, BLOCK);
    this.#at += BLOCK;
    const header = readHeader(block);
    if (header) await this.#entry(header);
    // Archives that were joined go on behind the empty blocks at the end of the first one.
    else if (isEmpty(block)) this.#sawEnd = true;
    else if (!this.#isSearching && !this.#sawEnd && block.length === BLOCK) this.#search(BAD_HEADER);
  }

  async #entry(header: TarHeader): Promise<void> {
    this.#isSearching = false;
    this.#sawEnd = false;
    if (META.includes(header.type)) {
      await this.#meta(header);
      return;
    }
    const merged = { ...header, ...this.#global, ...this.#override };
    if (merged.problem) this.#problems.add(merged.problem);
    this.#override = {};
    this.#isOverLimit = !this.budget.takeEntry();
    if (this.#isOverLimit) return;
    if (header.type === SPARSE) await this.#skipSparseHeaders(header.isExtended);
    this.#place(merged);
  }

  /** Takes or refuses an entry, and goes on behind its data. */
  #place(entry: Entry): void {
    const { name, size = 0, modifiedMs } = entry;
    if (entry.type === VOLUME_LABEL || (isFolder(entry) && /^\.?\/*$/.test(name))) return;
    const path = safePath(name);
    const skip = this.#skipOf(entry);
    if (!path.ok) this.tree.refuse(cutPath(name), size, path.why);
    else if (skip) this.tree.refuse(path.path, size, skip.detail, skip.reason);
    else if (isFolder(entry)) this.tree.addFolder(path.path);
    else this.tree.add(path.path, new TarFile(this.archive, this.#at, size, modifiedMs));
    if (entry.size === undefined || hasFalseData(entry)) this.#search(BAD_HEADER);
    else this.#at += Math.ceil(size / BLOCK) * BLOCK;
  }

  #skipOf(entry: Entry): Skip | undefined {
    const { type, size } = entry;
    if (size === undefined) return { reason: 'damaged', detail: 'its header is damaged' };
    if (hasFalseData(entry)) return { reason: 'damaged', detail: 'it is a link or a folder with content' };
    if (LINKS.includes(type)) return { reason: 'link', detail: 'links in archives are not followed' };
    if (SPECIAL.includes(type)) return { reason: 'special', detail: 'it is a pipe or a device' };
    if (isFolder(entry)) return undefined;
    if (type === SPARSE || entry.isSparse) {
      return { reason: 'unsupported', detail: 'it is a sparse file, which is not supported' };
    }
    if (!FILES.includes(type)) {
      return { reason: 'unsupported', detail: `it is an entry of type “${type}”, which is not supported` };
    }
    if (this.#at + size > this.archive.size) return { reason: 'damaged', detail: 'it is cut short' };
    const limit = this.budget.takeBytes(size, size);
    return limit === undefined ? undefined : { reason: 'archive-limit', detail: limit };
  }

  #search(problem: string): void {
    this.#problems.add(problem);
    this.#isSearching = true;
  }

  async #meta({ type, size }: TarHeader): Promise<void> {
    const start = this.#at;
    if (size === undefined || size > MAX_META || start + size > this.archive.size) {
      this.#search('an extended header is damaged');
      return;
    }
    const bytes = await this.#window.read(start, size);
    this.#at += Math.ceil(size / BLOCK) * BLOCK;
    if (type === 'g') this.#global = { ...this.#global, ...paxOverride(bytes) };
    else if (type === 'L') this.#override = { ...this.#override, ...longName(bytes) };
    else if (type !== 'K') this.#override = { ...this.#override, ...paxOverride(bytes) };
  }

  async #skipSparseHeaders(isExtended: boolean): Promise<void> {
    for (let goesOn = isExtended; goesOn && this.#at < this.archive.size; this.#at += BLOCK) {
      goesOn = (await this.#window.read(this.#at, BLOCK))[504] === 1;
    }
  }
}

function isFolder({ type, name }: Entry): boolean {
  return type === FOLDER || (FILES.includes(type) && name.endsWith('/'));
}

/** Programs disagree on whether data follows a header of a kind that has none. */
function hasFalseData({ type, size = 0 }: Entry): boolean {
  return (LINKS + SPECIAL + FOLDER).includes(type) && size > 0;
}

function isEmpty(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** Whether a tar may begin with this block. */
function mayBeTar(block: Uint8Array): boolean {
  return block.length === BLOCK && (isEmpty(block) || readHeader(block) !== undefined);
}

/** The files of a tar. Entries that cannot be taken are refused by name. */
export function openTar(blob: ByteSource, name: string, budget: Budget): Promise<PathTree> {
  return new TarReader(blob, name, budget).run();
}
