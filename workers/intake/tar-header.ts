/**
 * The headers of a tar, read strictly: a number that is none makes the size of its entry unknown, for programs that guess
 * read different archives. Formats: POSIX.1-2017 `pax`, "ustar Interchange Format"; GNU tar's "Basic Tar Format".
 */

export const BLOCK = 512;

export interface TarHeader {
  name: string;
  /** Bytes of the data behind it; undefined where the header does not say it in a form that is allowed. */
  size: number | undefined;
  /** ms since 1970; 0 if not known. */
  modifiedMs: number;
  /** One character; see the formats. */
  type: string;
  /** GNU's sparse files may go on with further blocks of header. */
  isExtended: boolean;
}

/** What extra headers say of the file after them. */
export interface Override {
  name?: string;
  size?: number;
  modifiedMs?: number;
  isSparse?: boolean;
  /** What is wrong with them. */
  problem?: string;
}

const text = new TextDecoder('utf-8', { ignoreBOM: true });

function field(block: Uint8Array, at: number, length: number): string {
  const bytes = block.subarray(at, at + length);
  const end = bytes.indexOf(0);
  return text.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or GNU's binary form for large numbers; undefined for anything else. */
function number(block: Uint8Array, at: number, length: number): number | undefined {
  const first = block[at] as number;
  if ((first & 0x80) === 0) {
    const digits = field(block, at, length).trim();
    return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || '0', 8) : undefined;
  }
  let value = first & 0x7f;
  // All ones is a negative number, and so is anything too large to be a size.
  for (let index = at + 1; index < at + length; index++) value = value * 256 + (block[index] as number);
  return Number.isSafeInteger(value) ? value : undefined;
}

function hasValidChecksum(block: Uint8Array): boolean {
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : (block[at] as number);
  return sum === number(block, 148, 8);
}

/** A time in seconds as ms; 0 for what is no time. */
function timeOf(seconds: number): number {
  const ms = Math.floor(seconds * 1000);
  return ms > 0 && ms <= 8.64e15 ? ms : 0;
}

/** Undefined if the block is no header. */
export function readHeader(block: Uint8Array): TarHeader | undefined {
  if (block.length < BLOCK || !hasValidChecksum(block)) return undefined;
  const prefix = field(block, 257, 6) === 'ustar' ? field(block, 345, 155) : '';
  const name = field(block, 0, 100);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: number(block, 124, 12),
    modifiedMs: timeOf(number(block, 136, 12) ?? 0),
    type: String.fromCharCode(block[156] || 48),
    isExtended: block[482] === 1,
  };
}

/** What GNU's long name says: the header is followed by nothing but the name. */
export function longName(bytes: Uint8Array): Override {
  return { name: field(bytes, 0, bytes.length) };
}

/** What pax records say: `length key=value\n`, the length counting the whole record in bytes. */
export function paxOverride(bytes: Uint8Array): Override {
  const override: Override = {};
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const digits = space < 0 ? '' : text.decode(bytes.subarray(at, Math.min(space, at + 8)));
    const end = at + (/^\d+$/.test(digits) ? Number(digits) : 0);
    if (end <= space + 1 || end > bytes.length || bytes[end - 1] !== 0x0a) {
      return { ...override, problem: 'an extended header is damaged' };
    }
    const record = text.decode(bytes.subarray(space + 1, end - 1));
    const equals = record.indexOf('=');
    applyRecord(override, record.slice(0, Math.max(0, equals)), record.slice(equals + 1));
    at = end;
  }
  return override;
}

function applyRecord(override: Override, key: string, value: string): void {
  if (key === 'path' || key === 'GNU.sparse.name') override.name = value;
  else if (key === 'mtime') override.modifiedMs = timeOf(Number(value));
  else if (key === 'size') applySize(override, value);
  if (key.startsWith('GNU.sparse.')) override.isSparse = true;
}

function applySize(override: Override, value: string): void {
  const size = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(size)) override.size = size;
  else override.problem = `an extended header says size=${value.slice(0, 40)}, which is not a valid size`;
}
