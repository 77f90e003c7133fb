/**
 * The records of a zip, read from bytes: the end of the table of contents, its entries, and the headers that stand before
 * the files. Nothing in them is believed here. Formats: APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
 */

export const SIGNATURES = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  end64Locator: 0x07064b50,
  descriptor: 0x08074b50,
  /** A signature over the table, which may follow its entries. */
  digital: 0x05054b50,
} as const;

export const CENTRAL_BYTES = 46;
export const LOCAL_BYTES = 30;

/** What both headers of an entry say. */
export interface ZipHeader {
  name: string;
  flags: number;
  method: number;
  crc: number;
  packedSize: number;
  size: number;
  modifiedMs: number;
}

export interface CentralEntry extends ZipHeader {
  /** Of a Unix system: type and permissions; else 0. */
  mode: number;
  /** The part of a split archive that the entry lies in. */
  disk: number;
  /** Of its header, from where the archive begins in the file. */
  offset: number;
}

export interface LocalHeader extends ZipHeader {
  /** Where the header begins in the file, and where the packed data does. */
  start: number;
  dataStart: number;
}

const ENCRYPTED = 0x0001;
const STREAMED = 0x0008;

export const isEncrypted = ({ flags }: ZipHeader) => (flags & ENCRYPTED) !== 0;
/** Sizes and checksum stand behind the data. */
export const isStreamed = ({ flags }: ZipHeader) => (flags & STREAMED) !== 0;

/** A 64-bit number; not finite where it is too large to be a place in a file. */
export function uint64(data: DataView, at: number): number {
  const value = data.getUint32(at, true) + data.getUint32(at + 4, true) * 2 ** 32;
  return Number.isSafeInteger(value) ? value : Number.POSITIVE_INFINITY;
}

/** Bytes of an entry of the table, with all that varies in length; from its first `CENTRAL_BYTES`. */
export function centralLength(data: DataView): number {
  return CENTRAL_BYTES + data.getUint16(28, true) + data.getUint16(30, true) + data.getUint16(32, true);
}

export function readCentral(data: DataView): CentralEntry {
  const nameLength = data.getUint16(28, true);
  const entry: CentralEntry = {
    ...readCommon(data, 8, 46, nameLength),
    mode: data.getUint8(5) === 3 ? data.getUint32(38, true) >>> 16 : 0,
    disk: data.getUint16(34, true),
    offset: data.getUint32(42, true),
  };
  applyZip64(entry, extraOf(data, 46 + nameLength, data.getUint16(30, true)), [
    'size',
    'packedSize',
    'offset',
  ]);
  return entry;
}

/** Bytes of a header before a file, up to the data; from its first `LOCAL_BYTES`. */
export function localLength(data: DataView): number {
  return LOCAL_BYTES + data.getUint16(26, true) + data.getUint16(28, true);
}

export function readLocal(data: DataView, start: number): LocalHeader {
  const nameLength = data.getUint16(26, true);
  const header: LocalHeader = {
    ...readCommon(data, 6, 30, nameLength),
    start,
    dataStart: start + localLength(data),
  };
  applyZip64(header, extraOf(data, 30 + nameLength, data.getUint16(28, true)), ['size', 'packedSize']);
  return header;
}

/** The fields that stand in the same order in both headers, from the flags on. */
function readCommon(data: DataView, at: number, nameAt: number, nameLength: number): ZipHeader {
  return {
    name: decodeName(new Uint8Array(data.buffer, data.byteOffset + nameAt, nameLength)),
    flags: data.getUint16(at, true),
    method: data.getUint16(at + 2, true),
    modifiedMs: dosTime(data.getUint16(at + 6, true), data.getUint16(at + 4, true)),
    crc: data.getUint32(at + 8, true),
    packedSize: data.getUint32(at + 12, true),
    size: data.getUint32(at + 16, true),
  };
}

function extraOf(data: DataView, at: number, length: number): DataView {
  return new DataView(data.buffer, data.byteOffset + at, length);
}

type Wide = 'size' | 'packedSize' | 'offset';

/** Numbers that do not fit into 32 bits, in the order in which they are missing. */
function applyZip64(entry: { [K in Wide]?: number }, extra: DataView, fields: Wide[]): void {
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    let from = at + 4;
    for (const field of fields) {
      if (entry[field] !== 0xffffffff) continue;
      if (from + 8 > extra.byteLength) return;
      entry[field] = uint64(extra, from);
      from += 8;
    }
    return;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const latin1 = new TextDecoder('latin1');

/** Names are UTF-8 by flag and mostly without it too; what is not is read as Latin-1. */
function decodeName(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1.decode(bytes);
  }
}

/** Date and time as MS-DOS counted them, in the local zone; 0 if there is none. */
function dosTime(date: number, time: number): number {
  if (date === 0) return 0;
  const [year, month, day] = [1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31];
  return new Date(year, month, day, time >> 11, (time >> 5) & 63, (time & 31) * 2).getTime();
}
