/**
 * Reads a tar by walking its headers; the files stay where they are until they are asked for.
 * Formats: POSIX.1-2017 `pax`, "ustar Interchange Format", and GNU's long names.
 */
import { brokenArchive } from './archive-errors';
import type { ArchiveLimits } from './limits';
import { PathTree } from './path-tree';
import { safePath, shownPath } from './safe-path';

const BLOCK = 512;
/** Headers are read in windows of this size, for a blob answers slowly; bytes. */
const WINDOW = 256 * 1024;
/** Long names and pax records are small; anything larger is an attack. */
const MAX_META = 1024 * 1024;

/** Reads a blob at any place, near places at once. */
class BlobWindow {
  #start = 0;
  #bytes = new Uint8Array(0);

  constructor(readonly blob: Blob) {}

  async read(at: number, length: number): Promise<Uint8Array> {
    if (at < this.#start || at + length > this.#start + this.#bytes.length) {
      const end = at + Math.max(WINDOW, length);
      this.#bytes = new Uint8Array(await this.blob.slice(at, end).arrayBuffer());
      this.#start = at;
    }
    return this.#bytes.subarray(at - this.#start, at - this.#start + length);
  }
}

interface Header {
  name: string;
  size: number;
  modifiedMs: number;
  type: string;
}

const text = new TextDecoder();

function field(block: Uint8Array, at: number, length: number): string {
  const bytes = block.subarray(at, at + length);
  const end = bytes.indexOf(0);
  return text.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or GNU's binary form for large numbers. */
function number(block: Uint8Array, at: number, length: number): number {
  if (((block[at] as number) & 0x80) === 0) return Number.parseInt(field(block, at, length).trim() || '0', 8);
  let value = 0;
  for (let index = at + 1; index < at + length; index++) value = value * 256 + (block[index] as number);
  return value;
}

function hasValidChecksum(block: Uint8Array): boolean {
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : (block[at] as number);
  return sum === number(block, 148, 8);
}

function readHeader(block: Uint8Array): Header {
  if (!hasValidChecksum(block)) throw brokenArchive('it is no zip or tar, or a header in it is damaged');
  const prefix = field(block, 257, 5) === 'ustar' ? field(block, 345, 155) : '';
  const name = field(block, 0, 100);
  const size = number(block, 124, 12);
  if (!Number.isSafeInteger(size) || size < 0) throw brokenArchive('a size in it is impossible');
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    modifiedMs: number(block, 136, 12) * 1000,
    type: String.fromCharCode(block[156] || 48),
  };
}

/** pax records: `length key=value\n`, the length counting the whole record in bytes. */
function paxRecords(bytes: Uint8Array): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const length = Number.parseInt(text.decode(bytes.subarray(at, at + 12)), 10);
    if (!(length > 0)) break;
    const record = text.decode(bytes.subarray(at, at + length - 1));
    const equals = record.indexOf('=');
    const space = record.indexOf(' ');
    if (equals > space) records.set(record.slice(space + 1, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

/** What an extra header says of the file after it. */
type Override = { name?: string; size?: number; modifiedMs?: number };

function overrideOf(type: string, bytes: Uint8Array): Override {
  if (type === 'L') return { name: field(bytes, 0, bytes.length) };
  const records = paxRecords(bytes);
  const [name, size, time] = [records.get('path'), records.get('size'), records.get('mtime')];
  return {
    ...(name ? { name } : {}),
    ...(size ? { size: Number(size) } : {}),
    ...(time ? { modifiedMs: Math.floor(Number(time) * 1000) } : {}),
  };
}

function addEntry(tree: PathTree, blob: Blob, header: Header, at: number, limit: string | undefined): void {
  const path = safePath(header.name);
  const { size, modifiedMs } = header;
  if (!path.ok) {
    if (header.type !== '5' || header.name !== './') tree.refuse(shownPath(header.name), size, path.why);
  } else if (limit) tree.refuse(path.path, size, limit, 'archive-limit');
  else if ('12'.includes(header.type))
    tree.refuse(path.path, 0, 'links in archives are not followed', 'link');
  else if (header.type === '5') tree.addFolder(path.path);
  else if (!'07'.includes(header.type)) tree.refuse(path.path, size, 'it is no regular file', 'unreadable');
  else {
    const read = async () => new Uint8Array(await blob.slice(at, at + size).arrayBuffer());
    tree.add(path.path, size, () => ({ size, modifiedMs, read }));
  }
}

function overLimit(entries: number, bytes: number, limits: ArchiveLimits): string | undefined {
  if (entries > limits.entries) return `the archive has more than ${limits.entries} entries`;
  return bytes > limits.totalBytes ? `the archive holds more than ${limits.totalBytes} bytes` : undefined;
}

/** The files of a tar. Entries that may not be taken are refused by name. */
export async function openTar(blob: Blob, name: string, limits: ArchiveLimits): Promise<PathTree> {
  const tree = new PathTree(name);
  const window = new BlobWindow(blob);
  let override: Override = {};
  let entries = 0;
  let bytes = 0;
  for (let at = 0; ; ) {
    const block = await window.read(at, BLOCK);
    // Every archive ends with empty blocks: one that just stops has lost files.
    if (block.length < BLOCK) throw brokenArchive('it is no zip or tar, or its end is missing');
    if (block.every((byte) => byte === 0)) return tree;
    const header = readHeader(block);
    const start = at + BLOCK;
    const isMeta = 'LKxg'.includes(header.type);
    const merged = isMeta ? header : { ...header, ...override };
    at = start + Math.ceil(merged.size / BLOCK) * BLOCK;
    if (start + merged.size > blob.size) throw brokenArchive(`it is cut short in ${shownPath(merged.name)}`);
    if (isMeta) {
      if (merged.size > MAX_META) throw brokenArchive('a name in it is too long');
      const meta = await window.read(start, merged.size);
      if ('Lx'.includes(header.type)) override = { ...override, ...overrideOf(header.type, meta) };
      continue;
    }
    override = {};
    entries++;
    bytes += merged.size;
    addEntry(tree, blob, merged, start, overLimit(entries, bytes, limits));
  }
}
