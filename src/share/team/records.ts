/**
 * What the people of a project decided, as records that travel with it. A record is never changed: whoever changes their
 * mind adds one. So files merge by being put together, in any order and as often as one likes, and nothing is lost; of
 * several records about one thing the latest holds. Each writer has a file of their own, to which nobody else writes.
 */
import { DECISIONS, type DecidedFinding, type Triage } from '../../../workers/protocol';
import { type Fields, fieldsOf, get, isFields, listOf, textOf } from '../lenient';

export interface TeamRecord {
  /** What it is about; kinds that this release does not know are kept. */
  kind: string;
  /** Which one of these it is about. */
  key: readonly string[];
  /** When it was written, and later than what its writer had seen of the same; ms since 1970. */
  at: number;
  by: string;
  /** What holds from then on; null where nothing does any more. */
  value: unknown;
}

/** A search that somebody saved. */
export interface SavedSearch {
  query: string;
}

/** What one kind of record is about. */
export interface RecordKind<T> {
  kind: string;
  keyOf(one: T): readonly string[];
  valueOf(one: T): unknown;
  /** Undefined where it says nothing. */
  read(key: readonly string[], value: Fields): T | undefined;
}

const MAX_RECORDS = 1_000_000;
const MAX_TEXT = 10_000;
const MAX_AT = 8_640_000_000_000_000;

/** About findings, by identity and path. */
export const TRIAGE: RecordKind<DecidedFinding> = {
  kind: 'triage',
  keyOf: ({ identity, path }) => [identity, path],
  valueOf: ({ triage: { decision, reason, note, owner, expiresMs } }) => ({
    ...{ decision, reason, note, owner, expiresMs },
  }),
  read([identity, path, ...others], value) {
    if (identity === undefined || path === undefined || others.length > 0) return undefined;
    const triage = triageOf(value);
    return Object.keys(triage).length > 0 ? { identity, path, triage } : undefined;
  },
};

/** About searches, by their queries. */
export const SEARCHES: RecordKind<SavedSearch> = {
  kind: 'search',
  keyOf: ({ query }) => [query],
  valueOf: ({ query }) => ({ query }),
  read([query, ...others], value) {
    const isSaved = others.length === 0 && query !== '' && textOf(get(value, 'query'), MAX_TEXT) === query;
    return isSaved && query !== undefined ? { query } : undefined;
  },
};

/** The records of a file, a line for each, and how many of its lines are none. */
export function parseRecords(text: string): { records: TeamRecord[]; damaged: number } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const records = lines.slice(0, MAX_RECORDS).flatMap((line) => parseRecord(line) ?? []);
  return { records, damaged: lines.length - records.length };
}

function parseRecord(line: string): TeamRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isFields(value)) return undefined;
  const [kind, key, at, by] = ['kind', 'key', 'at', 'by'].map((name) => get(value as Fields, name));
  const isTime = typeof at === 'number' && Number.isInteger(at) && at >= 0 && at <= MAX_AT;
  if (typeof kind !== 'string' || typeof by !== 'string' || !isTime) return undefined;
  const parts = listOf(key).filter((part) => typeof part === 'string');
  if (!Array.isArray(key) || parts.length !== key.length || get(value, 'value') === undefined)
    return undefined;
  return { kind, key: parts, at, by, value: get(value, 'value') };
}

/** The file, in an order that does not depend on how its records came together. */
export function encodeRecords(records: readonly TeamRecord[]): string {
  return mergeRecords(records)
    .map((record) => `${lineOf(record)}\n`)
    .join('');
}

function lineOf({ kind, key, at, by, value }: TeamRecord): string {
  return JSON.stringify({ kind, key, at, by, value });
}

/** All records of several files, each once, the latest last. */
export function mergeRecords(...files: readonly (readonly TeamRecord[])[]): TeamRecord[] {
  const byLine = new Map(files.flatMap((records) => records.map((record) => [lineOf(record), record])));
  return [...byLine]
    .sort(([line, a], [other, b]) => a.at - b.at || compare(a.by, b.by) || compare(line, other))
    .map(([, record]) => record);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What holds of all that records of a kind are about, by `nameIn`. */
export function heldBy<T>(kind: RecordKind<T>, records: readonly TeamRecord[]): Map<string, T> {
  const held = new Map<string, T>();
  for (const { kind: own, key, value } of mergeRecords(records)) {
    if (own !== kind.kind) continue;
    const name = JSON.stringify(key);
    const one = kind.read(key, fieldsOf(value));
    held.delete(name);
    if (one !== undefined) held.set(name, one);
  }
  return held;
}

/** What tells things of a kind apart, as one text. */
export function nameIn<T>(kind: RecordKind<T>, one: T): string {
  return JSON.stringify(kind.keyOf(one));
}

/** What tells findings apart, as one text. */
export function nameOf({ identity, path }: Pick<DecidedFinding, 'identity' | 'path'>): string {
  return JSON.stringify([identity, path]);
}

function triageOf(fields: Fields): Triage {
  const decision = DECISIONS.find((one) => one === get(fields, 'decision'));
  const text = (key: string) => textOf(get(fields, key), MAX_TEXT);
  const [reason, note, owner, ends] = [text('reason'), text('note'), text('owner'), get(fields, 'expiresMs')];
  return {
    ...(decision && { decision }),
    ...(decision && reason !== undefined && { reason }),
    ...(note !== undefined && { note }),
    ...(owner !== undefined && { owner }),
    ...(decision && typeof ends === 'number' && ends > 0 && ends <= MAX_AT && { expiresMs: ends }),
  };
}

/**
 * Records of a writer that make the others see what holds here, where it is not what was there before.
 * @param known all records that the writer has seen
 */
export function recordChanges<T>(
  kind: RecordKind<T>,
  known: readonly TeamRecord[],
  before: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
  by: string,
  atMs: number,
): TeamRecord[] {
  const latest = new Map<string, number>();
  for (const { kind: own, key, at } of known) {
    const name = JSON.stringify(key);
    if (own === kind.kind) latest.set(name, Math.max(at, latest.get(name) ?? 0));
  }
  const changed = [...new Set([...before.keys(), ...now.keys()])].filter(
    (name) => !isSame(kind, before.get(name), now.get(name)),
  );
  return changed.flatMap((name) => {
    const is = now.get(name);
    const one = is ?? before.get(name);
    if (one === undefined) return [];
    // A clock that is slow does not make what was said last older than what it was said about.
    const at = Math.max(atMs, (latest.get(name) ?? -1) + 1);
    const value = is === undefined ? null : kind.valueOf(is);
    return [{ kind: kind.kind, key: kind.keyOf(one), at, by, value }];
  });
}

/**
 * What is to be taken over from the others: what they changed since the two were last the same, and was not changed here.
 * Undefined stands for what does not hold any more.
 * @param before what both had then
 */
export function takenOver<T>(
  kind: RecordKind<T>,
  before: ReadonlyMap<string, T>,
  here: ReadonlyMap<string, T>,
  theirs: ReadonlyMap<string, T>,
): Map<string, T | undefined> {
  const taken = [...new Set([...before.keys(), ...theirs.keys()])].filter((name) => {
    const [was, is, other] = [before.get(name), here.get(name), theirs.get(name)];
    return !isSame(kind, was, other) && !isSame(kind, is, other) && isSame(kind, was, is);
  });
  return new Map(taken.map((name) => [name, theirs.get(name)]));
}

/** What both have now; of the rest what both had. */
export function agreed<T>(
  kind: RecordKind<T>,
  before: ReadonlyMap<string, T>,
  here: ReadonlyMap<string, T>,
  theirs: ReadonlyMap<string, T>,
): Map<string, T> {
  const both = new Map(before);
  for (const name of new Set([...here.keys(), ...theirs.keys(), ...before.keys()])) {
    const mine = here.get(name);
    if (!isSame(kind, mine, theirs.get(name))) continue;
    if (mine !== undefined) both.set(name, mine);
    else both.delete(name);
  }
  return both;
}

function isSame<T>(kind: RecordKind<T>, a: T | undefined, b: T | undefined): boolean {
  const sayOf = (one: T | undefined) => JSON.stringify(one === undefined ? undefined : kind.valueOf(one));
  return sayOf(a) === sayOf(b);
}
