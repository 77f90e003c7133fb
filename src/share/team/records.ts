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

/** The kind of records about findings, whose key is identity and path. */
const TRIAGE = 'triage';
const MAX_RECORDS = 1_000_000;
const MAX_TEXT = 10_000;
const MAX_AT = 8_640_000_000_000_000;

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

/** What holds of findings, by `nameOf`. */
export function decisionsOf(records: readonly TeamRecord[]): Map<string, DecidedFinding> {
  const decisions = new Map<string, DecidedFinding>();
  for (const { kind, key, value } of mergeRecords(records)) {
    const [identity, path, ...others] = key;
    if (kind !== TRIAGE || identity === undefined || path === undefined || others.length > 0) continue;
    const triage = triageOf(fieldsOf(value));
    const name = nameOf({ identity, path });
    decisions.delete(name);
    if (Object.keys(triage).length > 0) decisions.set(name, { identity, path, triage });
  }
  return decisions;
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
 * Records of a writer that make the others see what is decided here, where it is not what was there before.
 * @param known all records that the writer has seen
 */
export function recordChanges(
  known: readonly TeamRecord[],
  before: ReadonlyMap<string, DecidedFinding>,
  now: ReadonlyMap<string, DecidedFinding>,
  by: string,
  atMs: number,
): TeamRecord[] {
  const latest = new Map<string, number>();
  for (const { kind, key, at } of known) {
    const name = JSON.stringify(key);
    if (kind === TRIAGE) latest.set(name, Math.max(at, latest.get(name) ?? 0));
  }
  const changed = [...new Set([...before.keys(), ...now.keys()])].filter(
    (name) => !isSame(before.get(name), now.get(name)),
  );
  return changed.flatMap((name) => {
    const one = now.get(name) ?? before.get(name);
    if (one === undefined) return [];
    // A clock that is slow does not make what was decided last older than what it was decided about.
    const at = Math.max(atMs, (latest.get(name) ?? -1) + 1);
    return [{ kind: TRIAGE, key: [one.identity, one.path], at, by, value: now.get(name)?.triage ?? null }];
  });
}

/**
 * What is to be taken over from the others: what they changed since the two were last the same, and was not changed here.
 * @param before what both had then
 */
export function takenOver(
  before: ReadonlyMap<string, DecidedFinding>,
  here: ReadonlyMap<string, DecidedFinding>,
  theirs: ReadonlyMap<string, DecidedFinding>,
): DecidedFinding[] {
  return [...new Set([...before.keys(), ...theirs.keys()])].flatMap((name) => {
    const [was, is, other] = [before.get(name), here.get(name), theirs.get(name)];
    if (isSame(was, other) || isSame(is, other) || !isSame(was, is)) return [];
    const one = other ?? was;
    return one === undefined ? [] : [{ ...one, triage: other?.triage ?? {} }];
  });
}

function isSame(a: DecidedFinding | undefined, b: DecidedFinding | undefined): boolean {
  return sayOf(a?.triage) === sayOf(b?.triage);
}

function sayOf({ decision, reason, note, owner, expiresMs }: Triage = {}): string {
  return JSON.stringify([decision, reason, note, owner, expiresMs]);
}
