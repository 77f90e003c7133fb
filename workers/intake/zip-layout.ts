/**
 * Checks what the table of a zip says against what stands before each file, and finds out which parts of the archive
 * belong to no listed file. Two programs read two different texts from an archive that contradicts itself.
 */
import type { BlobWindow } from './blob-window';
import { type CentralEntry, isEncrypted, isStreamed, LOCAL_BYTES, type LocalHeader } from './zip-records';
import { localAt, type Span } from './zip-search';
import type { ZipTable } from './zip-table';

/** A listed file and where its data begins, or why it is not there. */
export type Located = { entry: CentralEntry } & ({ dataStart: number } | { why: string });

export interface ZipLayout {
  /** In the order of the table. */
  listed: Located[];
  /** What lies between the listed files. */
  gaps: Span[];
}

/** Places every listed file. Of those that share bytes the first one in the file has them. */
export async function layOut(window: BlobWindow, table: ZipTable): Promise<ZipLayout> {
  const order = table.entries.map((_, index) => index);
  const offsetOf = (index: number) => (table.entries[index] as CentralEntry).offset;
  order.sort((a, b) => offsetOf(a) - offsetOf(b) || a - b);
  const listed: Located[] = new Array(order.length);
  const taken: Span[] = [{ start: table.start, end: table.end }];
  let last = { name: '', end: 0 };
  for (const index of order) {
    const entry = table.entries[index] as CentralEntry;
    const located = await locate(window, entry, table, last);
    listed[index] = located;
    if ('why' in located) continue;
    const end = located.dataStart + entry.packedSize;
    taken.push({ start: entry.offset, end });
    last = { name: entry.name, end };
  }
  return { listed, gaps: gapsBetween(taken, window.size) };
}

async function locate(
  window: BlobWindow,
  entry: CentralEntry,
  table: ZipTable,
  last: { name: string; end: number },
): Promise<Located> {
  if (entry.disk !== 0 && entry.disk !== 0xffff)
    return { entry, why: 'it is in another part of a split archive' };
  if (entry.offset < last.end) return { entry, why: 'it shares its data with another entry' };
  const local = entry.offset + LOCAL_BYTES <= window.size ? await localAt(window, entry.offset) : undefined;
  if (!local) return { entry, why: 'it is not where the table of contents says' };
  const contradiction = contradictionOf(entry, local);
  if (contradiction) return { entry, why: contradiction };
  const end = local.dataStart + entry.packedSize;
  const isInTable = end > table.start && entry.offset < table.end;
  return end > window.size || isInTable
    ? { entry, why: 'it is cut short' }
    : { entry, dataStart: local.dataStart };
}

/** What the two headers of a file disagree about, if they do. */
function contradictionOf(entry: CentralEntry, local: LocalHeader): string | undefined {
  // Encrypted tables leave the local headers masked; nothing of such a file is read anyway.
  if (isEncrypted(entry) && isEncrypted(local)) return undefined;
  if (entry.name !== local.name) return 'its two headers give it different names';
  if (entry.method !== local.method) return 'its two headers name different compression methods';
  if (isStreamed(local)) return undefined;
  const agrees = (field: 'size' | 'packedSize' | 'crc') =>
    local[field] === 0 || local[field] === entry[field];
  if (agrees('size') && agrees('packedSize') && agrees('crc')) return undefined;
  return 'its two headers give it different sizes or checksums';
}

/** What is between the taken parts and large enough to hold a header. */
function gapsBetween(taken: Span[], size: number): Span[] {
  const gaps: Span[] = [];
  let at = 0;
  for (const { start, end } of [...taken.sort((a, b) => a.start - b.start), { start: size, end: size }]) {
    if (start - at > LOCAL_BYTES) gaps.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  return gaps;
}
