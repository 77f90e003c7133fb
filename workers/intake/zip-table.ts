/**
 * Finds and reads the table of contents of a zip. Its end record may lie about place, size and number, may have impostors
 * in its comment, and the whole archive may stand behind a program that unpacks it: what counts is where entries are.
 */
import type { BlobWindow } from './blob-window';
import type { Budget } from './budget';
import {
  CENTRAL_BYTES,
  type CentralEntry,
  centralLength,
  readCentral,
  SIGNATURES,
  uint64,
} from './zip-records';

const END_BYTES = 22;
const END64_BYTES = 56;
const LOCATOR_BYTES = 20;
const MAX_COMMENT = 65535;
/** So many end records are looked at; a comment may be full of them. */
const MAX_ENDS = 16;

export interface ZipTable {
  /** Offsets count from the beginning of the file. */
  entries: CentralEntry[];
  /** From the first entry to the last one that could be read; the same where there is none. */
  start: number;
  end: number;
  /** What is wrong with it. */
  problem?: string;
  /** It lists more than may be taken, and was not read to its end. */
  isOverLimit?: true;
}

/** Where a table should be, as an end record says. */
interface Place {
  start: number;
  /** What offsets count from, for the archive may not begin where the file does. */
  shift: number;
  /** Where the end records begin. */
  end: number;
}

/** The table of contents; undefined if there is no end record at all. */
export async function readTable(window: BlobWindow, budget: Budget): Promise<ZipTable | undefined> {
  const ends = await findEnds(window);
  for (const end of ends) {
    const place = await placeOf(window, end);
    if (place) return readEntries(window, place, budget);
  }
  if (ends.length === 0) return undefined;
  return { entries: [], start: window.size, end: window.size };
}

/** Places of end records, the last one first. */
async function findEnds(window: BlobWindow): Promise<number[]> {
  const start = Math.max(0, window.size - END_BYTES - MAX_COMMENT);
  const tail = await window.view(start, window.size - start);
  const ends: number[] = [];
  for (let at = tail.byteLength - END_BYTES; at >= 0 && ends.length < MAX_ENDS; at--) {
    if (tail.getUint32(at, true) === SIGNATURES.end) ends.push(start + at);
  }
  return ends;
}

/** Whether a zip ends with the file. */
export async function hasTable(window: BlobWindow): Promise<boolean> {
  for (const end of await findEnds(window)) if (await placeOf(window, end)) return true;
  return false;
}

async function signatureAt(window: BlobWindow, at: number): Promise<number | undefined> {
  if (at < 0 || at + 4 > window.size) return undefined;
  return (await window.view(at, 4)).getUint32(0, true);
}

async function placeOf(window: BlobWindow, endAt: number): Promise<Place | undefined> {
  const record = (await readEnd64(window, endAt)) ?? (await readEnd(window, endAt));
  for (const start of [record.at - record.size, record.offset]) {
    if ((await signatureAt(window, start)) !== SIGNATURES.central) continue;
    return { start, shift: await shiftOf(window, start, start - record.offset), end: record.at };
  }
  return undefined;
}

/** What brings the table to where it is brings its files there, too, unless its own place was told falsely. */
async function shiftOf(window: BlobWindow, start: number, shift: number): Promise<number> {
  const head = await window.view(start, CENTRAL_BYTES);
  const first = head.byteLength < CENTRAL_BYTES ? 0 : head.getUint32(42, true);
  return (await signatureAt(window, first + shift)) === SIGNATURES.local ? shift : 0;
}

interface EndRecord {
  at: number;
  size: number;
  offset: number;
}

async function readEnd(window: BlobWindow, at: number): Promise<EndRecord> {
  const end = await window.view(at, END_BYTES);
  return { at, size: end.getUint32(12, true), offset: end.getUint32(16, true) };
}

/** The larger end record before the plain one, where its locator says or right before that. */
async function readEnd64(window: BlobWindow, endAt: number): Promise<EndRecord | undefined> {
  const locatorAt = endAt - LOCATOR_BYTES;
  if ((await signatureAt(window, locatorAt)) !== SIGNATURES.end64Locator) return undefined;
  const told = uint64(await window.view(locatorAt, LOCATOR_BYTES), 8);
  for (const at of [told, locatorAt - END64_BYTES]) {
    if ((await signatureAt(window, at)) !== SIGNATURES.end64) continue;
    const end = await window.view(at, END64_BYTES);
    if (end.byteLength === END64_BYTES) return { at, size: uint64(end, 40), offset: uint64(end, 48) };
  }
  return undefined;
}

/** Reads entries as long as there are any, whatever the end record says of their number. */
async function readEntries(
  window: BlobWindow,
  { start, shift, end }: Place,
  budget: Budget,
): Promise<ZipTable> {
  const entries: CentralEntry[] = [];
  let at = start;
  while (at < end) {
    const near = window.view(at, CENTRAL_BYTES);
    const head = near instanceof DataView ? near : await near;
    if (head.byteLength < CENTRAL_BYTES || head.getUint32(0, true) !== SIGNATURES.central) break;
    const length = centralLength(head);
    if (at + length > end) break;
    if (!budget.takeEntry()) return { entries, start, end, isOverLimit: true };
    const whole = window.view(at, length);
    const entry = readCentral(whole instanceof DataView ? whole : await whole);
    entry.offset += shift;
    entries.push(entry);
    at += length;
  }
  const isOver = at === end || (await signatureAt(window, at)) === SIGNATURES.digital;
  return { entries, start, end: at, ...(isOver ? {} : { problem: 'its table of contents is damaged' }) };
}
