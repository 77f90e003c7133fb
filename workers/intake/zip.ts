/**
 * Reads a zip by its central directory, so that one file can be had without unpacking the others and an
 * archive of any size needs little memory. Formats: APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
 */
import { Inflate } from 'fflate';
import { brokenArchive } from './archive-errors';
import type { ArchiveLimits } from './limits';
import { PathTree } from './path-tree';
import { safePath, shownPath } from './safe-path';
import type { OpenedFile } from './tree';

const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const MAX_COMMENT = 65535;
const STORED = 0;
const DEFLATED = 8;
/** Packed bytes given to the unpacker at a time: bounds what one step of a bomb can make. */
const STEP_BYTES = 16 * 1024;

interface Directory {
  entries: number;
  offset: number;
  size: number;
}

interface ZipEntry {
  name: string;
  isFolder: boolean;
  isLink: boolean;
  isEncrypted: boolean;
  method: number;
  packedSize: number;
  size: number;
  modifiedMs: number;
  localOffset: number;
}

async function view(file: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await file.slice(start, end).arrayBuffer());
}

function bigUint(data: DataView, at: number): number {
  const value = data.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw brokenArchive('a size in it is impossible');
  return Number(value);
}

async function findDirectory(file: Blob): Promise<Directory> {
  const start = Math.max(0, file.size - END_BYTES - MAX_COMMENT - LOCATOR_BYTES);
  const tail = await view(file, start, file.size);
  for (let at = tail.byteLength - END_BYTES; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    const hasLocator = at >= LOCATOR_BYTES && tail.getUint32(at - LOCATOR_BYTES, true) === END64_LOCATOR;
    if (hasLocator) return readEnd64(file, bigUint(tail, at - LOCATOR_BYTES + 8));
    return {
      entries: tail.getUint16(at + 10, true),
      size: tail.getUint32(at + 12, true),
      offset: tail.getUint32(at + 16, true),
    };
  }
  throw brokenArchive('it has no table of contents, so it is no zip or its end is missing');
}

async function readEnd64(file: Blob, at: number): Promise<Directory> {
  const end = await view(file, at, at + 56);
  if (end.byteLength < 56 || end.getUint32(0, true) !== END64) {
    throw brokenArchive('its table of contents is not where it says');
  }
  return { entries: bigUint(end, 32), size: bigUint(end, 40), offset: bigUint(end, 48) };
}

/** Names are UTF-8 by flag and mostly without it too; what is not is read as Latin-1. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** Date and time as MS-DOS counted them, in the local zone. */
function dosTime(date: number, time: number): number {
  if (date === 0) return 0;
  return new Date(
    1980 + (date >> 9),
    ((date >> 5) & 15) - 1,
    date & 31,
    time >> 11,
    (time >> 5) & 63,
    (time & 31) * 2,
  ).getTime();
}

/** Sizes and offset that do not fit into 32 bits, in the order in which they are missing. */
function applyZip64(entry: ZipEntry, extra: DataView): void {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    const next = () => {
      field += 8;
      if (field > extra.byteLength) throw brokenArchive('an entry of its table is cut short');
      return bigUint(extra, field - 8);
    };
    if (entry.size === 0xffffffff) entry.size = next();
    if (entry.packedSize === 0xffffffff) entry.packedSize = next();
    if (entry.localOffset === 0xffffffff) entry.localOffset = next();
  }
}

function readEntry(data: DataView, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > data.byteLength || data.getUint32(at, true) !== CENTRAL) {
    throw brokenArchive('its table of contents is damaged');
  }
  const nameLength = data.getUint16(at + 28, true);
  const extraLength = data.getUint16(at + 30, true);
  const next = at + 46 + nameLength + extraLength + data.getUint16(at + 32, true);
  if (next > data.byteLength) throw brokenArchive('its table of contents is cut short');
  const name = decodeName(new Uint8Array(data.buffer, data.byteOffset + at + 46, nameLength));
  const mode = data.getUint8(at + 5) === 3 ? data.getUint32(at + 38, true) >>> 16 : 0;
  const entry: ZipEntry = {
    name,
    isFolder: name.endsWith('/'),
    isLink: (mode & 0xf000) === 0xa000,
    isEncrypted: (data.getUint16(at + 8, true) & 1) === 1,
    method: data.getUint16(at + 10, true),
    packedSize: data.getUint32(at + 20, true),
    size: data.getUint32(at + 24, true),
    modifiedMs: dosTime(data.getUint16(at + 14, true), data.getUint16(at + 12, true)),
    localOffset: data.getUint32(at + 42, true),
  };
  applyZip64(entry, new DataView(data.buffer, data.byteOffset + at + 46 + nameLength, extraLength));
  return { entry, next };
}

/** Why an entry cannot be unpacked, if it cannot. */
function unpackable(entry: ZipEntry): string | undefined {
  if (entry.isEncrypted) return 'it is encrypted';
  const isKnown = entry.method === STORED || entry.method === DEFLATED;
  return isKnown ? undefined : `it is packed by method ${entry.method}, which browsers cannot unpack`;
}

async function packedBytes(file: Blob, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  const header = await view(file, entry.localOffset, entry.localOffset + 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL) {
    throw brokenArchive(`${shownPath(entry.name)} is not where its table says`);
  }
  const start = entry.localOffset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = await file.slice(start, start + entry.packedSize).arrayBuffer();
  if (packed.byteLength < entry.packedSize) throw brokenArchive(`${shownPath(entry.name)} is cut short`);
  return new Uint8Array(packed);
}

/** Unpacks to exactly the size the table says; stops as soon as more comes out. */
function inflate(packed: Uint8Array, entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(entry.size);
  let filled = 0;
  const inflater = new Inflate((chunk) => {
    if (filled + chunk.length > bytes.length)
      throw brokenArchive(`${shownPath(entry.name)} is larger than it says`);
    bytes.set(chunk, filled);
    filled += chunk.length;
  });
  for (let at = 0; at < packed.length; at += STEP_BYTES) {
    inflater.push(packed.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= packed.length);
  }
  if (filled < bytes.length) throw brokenArchive(`${shownPath(entry.name)} is cut short`);
  return bytes;
}

function opened(file: Blob, entry: ZipEntry): OpenedFile {
  return {
    size: entry.size,
    modifiedMs: entry.modifiedMs,
    async read() {
      const why = unpackable(entry);
      if (why) throw brokenArchive(`${shownPath(entry.name)}: ${why}`);
      const packed = await packedBytes(file, entry);
      return entry.method === STORED ? packed.slice(0, entry.size) : inflate(packed, entry);
    },
  };
}

/** Why an entry is left out, with what has been taken before it. */
function overLimit(entry: ZipEntry, taken: { entries: number; bytes: number }, limits: ArchiveLimits) {
  if (taken.entries > limits.entries) return `the archive has more than ${limits.entries} entries`;
  if (taken.bytes > limits.totalBytes) return `the archive unpacks to more than ${limits.totalBytes} bytes`;
  const isBomb = entry.size > limits.ratioFloorBytes && entry.size > entry.packedSize * limits.ratio;
  return isBomb ? `it unpacks to more than ${limits.ratio} times its packed size` : undefined;
}

function addEntry(tree: PathTree, file: Blob, entry: ZipEntry, limit: string | undefined): void {
  const path = safePath(entry.name);
  if (!path.ok) tree.refuse(shownPath(entry.name), entry.size, path.why);
  else if (limit) tree.refuse(path.path, entry.size, limit, 'archive-limit');
  else if (entry.isLink) tree.refuse(path.path, 0, 'links in archives are not followed', 'link');
  else if (entry.isFolder) tree.addFolder(path.path);
  else tree.add(path.path, entry.size, () => opened(file, entry));
}

/** The files of a zip. Entries that may not be taken are refused by name. */
export async function openZip(file: Blob, name: string, limits: ArchiveLimits): Promise<PathTree> {
  const directory = await findDirectory(file);
  const data = await view(file, directory.offset, directory.offset + directory.size);
  if (data.byteLength < directory.size) throw brokenArchive('its table of contents is cut short');
  const tree = new PathTree(name);
  const taken = { entries: 0, bytes: 0 };
  for (let at = 0; at < data.byteLength && taken.entries < directory.entries; ) {
    const { entry, next } = readEntry(data, at);
    at = next;
    taken.entries++;
    taken.bytes += entry.size;
    addEntry(tree, file, entry, overLimit(entry, taken, limits));
  }
  return tree;
}
