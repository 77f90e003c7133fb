/**
 * Results of an earlier scan, so that unchanged files are not analysed again. One file for what is scanned:
 *
 *   "ASSAYCACHE2\n", SHA-256 of all that follows, header line (JSON), then for each file a line of JSON
 *   (path, size, time, hash, summaries) and a line with its report (JSON, too).
 *
 * It is only ever a shortcut: whatever is wrong with it, it is left aside, and the scan runs as if it were
 * not there.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemMessage } from '../../workers/intake/node';
import type { LoadedRules, RuleSource } from '../../workers/protocol';
import { engineHash } from './assets';
import { UsageError } from './errors';
import { replaceFile, writeAll } from './output';
import type { Place } from './paths';
import type { StoredResult } from './results';
import { VERSION } from './version';

const MAGIC = 'ASSAYCACHE2\n';
const HASH_BYTES = 32;
const NEWLINE = 0x0a;

/** Changes when the results of a file would: with the rules, the engine, and these options. */
export function cacheKey(sources: RuleSource[], options: Record<string, unknown>): string {
  return hashOf(JSON.stringify([engineHash(), VERSION, options, sources]));
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

interface Header {
  /** Hash over rules, engine and options; results under another one are of no use. */
  key: string;
  rules: LoadedRules;
  files: number;
}

export interface Cached {
  rules: LoadedRules;
  files: Map<string, StoredResult>;
}

export class Cache {
  readonly #path: string;

  /** @param key changes when results would. @param notice told when the cache cannot be used. */
  constructor(
    folder: string,
    { root, starts }: Place,
    readonly key: string,
    readonly notice: (message: string) => void,
  ) {
    const name = hashOf(JSON.stringify([root, starts]));
    this.#path = join(folder, `${name}.assay-cache`);
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw new UsageError(`Cannot use the cache folder ${folder}: ${systemMessage(error)}`);
    }
  }

  /** What is known under the key; undefined if there is nothing, or nothing that can be trusted. */
  load(): Cached | undefined {
    if (!existsSync(this.#path)) return undefined;
    try {
      return parse(readFileSync(this.#path), this.key);
    } catch (error) {
      this.notice(`ignoring the damaged cache ${this.#path} (${systemMessage(error)})`);
      return undefined;
    }
  }

  /** Replaces the cache in one step: another process sees the old one or the new one, never half of it. */
  async save(rules: LoadedRules, files: ReadonlyMap<string, StoredResult>): Promise<void> {
    const header = { key: this.key, rules, files: files.size };
    try {
      await replaceFile(this.#path, (file) => write(file, header, files.values()));
    } catch (error) {
      this.notice(`cannot write the cache ${this.#path}: ${systemMessage(error)}`);
    }
  }
}

function write(file: number, header: Header, files: Iterable<StoredResult>): void {
  const hash = createHash('sha256');
  let at = MAGIC.length + HASH_BYTES;
  for (const chunk of chunks(header, files)) {
    hash.update(chunk);
    writeAll(file, chunk, at);
    at += chunk.length;
  }
  writeAll(file, Buffer.concat([Buffer.from(MAGIC), hash.digest()]), 0);
}

const CHUNK_BYTES = 1 << 20;

/** Lines, joined to pieces large enough that writing them is cheap. */
function* chunks(header: Header, files: Iterable<StoredResult>): Generator<Buffer> {
  let parts: Uint8Array[] = [Buffer.from(`${JSON.stringify(header)}\n`)];
  let size = 0;
  for (const { report, path, size: bytes, modifiedMs, hash, summaries } of files) {
    const told = summaries?.map(({ analysis, version, data }) => [analysis, version, base64(data)]);
    parts.push(
      Buffer.from(`${JSON.stringify([path, bytes, modifiedMs, hash, ...(told ? [told] : [])])}\n`),
      report,
      Buffer.from('\n'),
    );
    size += report.length;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  yield Buffer.concat(parts);
}

function parse(bytes: Buffer, key: string): Cached | undefined {
  const start = MAGIC.length + HASH_BYTES;
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('it is of another version');
  const body = bytes.subarray(start);
  const expected = bytes.subarray(MAGIC.length, start);
  if (!createHash('sha256').update(body).digest().equals(expected)) throw new Error('its checksum is wrong');
  const lines = splitLines(body);
  const header = JSON.parse(lines.next().value?.toString() ?? '') as Header;
  if (header.key !== key) return undefined;
  const files = new Map<string, StoredResult>();
  for (let count = 0; count < header.files; count++) {
    const entry = readEntry(lines.next().value);
    files.set(entry.path, { ...entry, report: lines.next().value as Buffer });
  }
  return { rules: header.rules, files };
}

function readEntry(line: Buffer | undefined): Omit<StoredResult, 'report'> {
  const [path, size, modifiedMs, hash, told] = JSON.parse(line?.toString() ?? '') as [
    string,
    number,
    number,
    string,
    [string, number, string][]?,
  ];
  const summaries = told?.map(([analysis, version, data]) => ({
    ...{ analysis, version },
    data: new Uint8Array(Buffer.from(data, 'base64')),
  }));
  return { path, size, modifiedMs, hash, ...(summaries && { summaries }) };
}

function base64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.length).toString('base64');
}

function* splitLines(bytes: Buffer): Generator<Buffer, undefined> {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, at);
    yield bytes.subarray(at, end < 0 ? bytes.length : end);
    at = end < 0 ? bytes.length : end + 1;
  }
  return undefined;
}
