/**
 * Searches a zip for files that its table of contents does not list: those of an archive that has lost its table, and those
 * that somebody hid from programs that believe it.
 */
import type { BlobWindow } from './blob-window';
import {
  isEncrypted,
  isStreamed,
  LOCAL_BYTES,
  type LocalHeader,
  localLength,
  readLocal,
  SIGNATURES,
  uint64,
} from './zip-records';

/** A part of the file; the end is not in it. */
export interface Span {
  start: number;
  end: number;
}

/** A header without an entry in the table, with the sizes of its data; or why they are not known. */
export type Unlisted = { header: LocalHeader; why?: string };

/** Bytes looked through at a time. */
const STEP = 256 * 1024;
const MAX_NAME = 4096;
/** Versions and methods that exist; anything else is no header but chance. */
const MAX_VERSION = 100;
const MAX_METHOD = 99;

/** The place of the next record with this signature; undefined if there is none in the span. */
async function findSignature(
  window: BlobWindow,
  signature: number,
  { start, end }: Span,
): Promise<number | undefined> {
  for (let from = start; from + 4 <= end; from += STEP - 3) {
    const length = Math.min(STEP, end - from);
    const view = await window.view(from, length);
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let at = bytes.indexOf(0x50); at >= 0 && at + 4 <= bytes.length; at = bytes.indexOf(0x50, at + 1)) {
      if (view.getUint32(at, true) === signature) return from + at;
    }
  }
  return undefined;
}

/** The header at a place, if it can be one; undefined if it cannot. */
export async function localAt(window: BlobWindow, at: number): Promise<LocalHeader | undefined> {
  const head = await window.view(at, LOCAL_BYTES);
  if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== SIGNATURES.local) return undefined;
  const whole = await window.view(at, localLength(head));
  return whole.byteLength < localLength(head) ? undefined : readLocal(whole, at);
}

async function isPlausible(window: BlobWindow, { start, name, method }: LocalHeader): Promise<boolean> {
  const version = (await window.view(start, LOCAL_BYTES)).getUint16(4, true) & 0xff;
  return name !== '' && name.length <= MAX_NAME && method <= MAX_METHOD && version <= MAX_VERSION;
}

/** Sizes and checksum from behind the data, as programs write them that cannot go back. */
async function readDescriptor(
  window: BlobWindow,
  header: LocalHeader,
  end: number,
): Promise<LocalHeader | undefined> {
  let from = header.dataStart;
  for (;;) {
    const at = await findSignature(window, SIGNATURES.descriptor, { start: from, end });
    if (at === undefined) return undefined;
    const view = await window.view(at, 24);
    const packedSize = at - header.dataStart;
    const fits = (read: number) => read === packedSize;
    if (view.byteLength >= 16 && fits(view.getUint32(8, true))) {
      return { ...header, crc: view.getUint32(4, true), packedSize, size: view.getUint32(12, true) };
    }
    if (view.byteLength >= 24 && fits(uint64(view, 8))) {
      return { ...header, crc: view.getUint32(4, true), packedSize, size: uint64(view, 16) };
    }
    from = at + 4;
  }
}

async function measured(window: BlobWindow, header: LocalHeader, end: number): Promise<Unlisted> {
  const isOpen = isStreamed(header) && header.packedSize === 0;
  // What is encrypted is only named: its data need not be found.
  if (isEncrypted(header)) return { header };
  const known = isOpen ? await readDescriptor(window, header, end) : header;
  if (!known) return { header, why: 'nothing says where it ends' };
  const fits = known.dataStart + known.packedSize <= end;
  return fits ? { header: known } : { header, why: 'it is cut short' };
}

/** Headers of files in a part of the archive that no listed file has. */
export async function* findUnlisted(window: BlobWindow, { start, end }: Span): AsyncGenerator<Unlisted> {
  let from = start;
  for (;;) {
    const at = await findSignature(window, SIGNATURES.local, { start: from, end });
    if (at === undefined) return;
    from = at + 4;
    const header = await localAt(window, at);
    if (!header || !(await isPlausible(window, header))) continue;
    const unlisted = await measured(window, header, end);
    yield unlisted;
    const { dataStart, packedSize } = unlisted.header;
    if (unlisted.why === undefined && dataStart + packedSize <= end) from = dataStart + packedSize;
  }
}
