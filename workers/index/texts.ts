/**
 * The texts of a project in the engine's memory, as many as there is room for. The others stay in the store, and are there
 * for the length of a question that asks for them.
 */
import type { ProjectIndex } from '#engine';
import { type IndexSource, inflate, type TextCount, type TextVersion } from '../protocol';
import { Slice } from '../rpc';

/** How long messages, such as a cancel, may wait behind the texts. */
const TURN_MS = 40;
/** Texts asked for together. */
const TEXTS_AT_ONCE = 200;
/** Bytes of packed texts that are there for a question beyond those that stay. */
const GUEST_BYTES = 64 << 20;

const NEVER = new AbortController().signal;

/** Texts that are there by now, and those that there was no room for. */
export interface Brought {
  there: string[];
  rest: string[];
}

export class ProjectTexts {
  readonly #index: ProjectIndex;
  #source: IndexSource | undefined;
  #room = Number.POSITIVE_INFINITY;
  /** One did not fit: those behind it are not read to see whether they would. */
  #isFull = false;
  /** The hash of each text that can be had, by path. */
  readonly #hashes = new Map<string, string>();
  /** Those of them that stay in the store. */
  readonly #elsewhere = new Set<string>();
  /** Bytes of those that stay in memory. */
  #bytes = 0;
  #total = 0;
  #outdated = 0;

  constructor(index: ProjectIndex) {
    this.#index = index;
  }

  get count(): TextCount {
    return {
      texts: this.#total,
      searchable: this.#hashes.size - this.#outdated,
      elsewhere: this.#elsewhere.size,
      bytes: this.#bytes,
    };
  }

  /** Takes in the kept texts that it does not have yet, up to `room` bytes, and forgets what is gone. */
  async follow(source: IndexSource, projectId: number, room: number, signal: AbortSignal): Promise<void> {
    this.#source = source;
    const versions = await source.textVersions(projectId);
    const paths = new Set(versions.map(({ path }) => path));
    for (const path of this.#hashes.keys()) {
      if (!paths.has(path)) this.#forget(path, () => this.#index.remove(path));
      else if (room !== this.#room) this.#forget(path, () => this.#index.removeText(path));
    }
    this.#room = room;
    this.#isFull = room <= 0;
    const missing = versions.filter(({ path, hash, isKept }) => isKept && this.#hashes.get(path) !== hash);
    for (let at = 0; at < missing.length && !signal.aborted; at += TEXTS_AT_ONCE) {
      await this.#take(missing.slice(at, at + TEXTS_AT_ONCE), signal);
    }
    const current = versions.filter(({ path, hash }) => this.#hashes.get(path) === hash);
    this.#total = versions.length;
    this.#outdated = this.#hashes.size - current.length;
    this.#bytes = this.#index.textBytes;
  }

  /** Has texts of the store be there until they are let go. Those that it has no longer are forgotten. */
  async bring(paths: readonly string[]): Promise<Brought> {
    const there: string[] = [];
    for (let at = 0; at < paths.length; at += TEXTS_AT_ONCE) {
      const piece = paths.slice(at, at + TEXTS_AT_ONCE).filter((path) => this.#elsewhere.has(path));
      const hashes = piece.map((path) => this.#hashes.get(path) ?? '');
      for await (const [position, bytes] of this.#read(hashes, NEVER)) {
        const path = piece[position] ?? '';
        // Always one, so that who goes through all comes to an end.
        if (there.length > 0 && this.#index.textBytes - this.#bytes > GUEST_BYTES)
          return { there, rest: paths.slice(paths.indexOf(path)) };
        if (bytes) {
          this.#index.bringText(path, bytes);
          there.push(path);
        } else this.#forget(path, () => this.#index.removeText(path));
      }
    }
    return { there, rest: [] };
  }

  letGo(paths: readonly string[]): void {
    for (const path of paths) if (this.#elsewhere.has(path)) this.#index.letGoText(path);
  }

  async #take(wanted: TextVersion[], signal: AbortSignal): Promise<void> {
    if (this.#isFull) {
      for (const version of wanted) this.#leave(version);
      return;
    }
    const hashes = wanted.map(({ hash }) => hash);
    for await (const [position, bytes] of this.#read(hashes, signal)) {
      const version = wanted[position];
      // One that is damaged is not among those that were searched, which every answer says.
      if (!version || !bytes) continue;
      const { path, language, hash } = version;
      this.#index.addText(path, language, bytes);
      this.#hashes.set(path, hash);
      this.#elsewhere.delete(path);
      this.#isFull ||= this.#index.textBytes > this.#room;
      if (this.#isFull) this.#leave(version);
    }
  }

  #leave({ path, language, hash }: TextVersion): void {
    this.#index.addTextElsewhere(path, language);
    this.#hashes.set(path, hash);
    this.#elsewhere.add(path);
  }

  #forget(path: string, remove: () => void): void {
    remove();
    this.#hashes.delete(path);
    this.#elsewhere.delete(path);
  }

  /** The texts with these hashes, each with its position; none for one that is not there or damaged. */
  async *#read(
    hashes: readonly string[],
    signal: AbortSignal,
  ): AsyncGenerator<[number, Uint8Array<ArrayBuffer> | undefined]> {
    const packed = (await this.#source?.packedTexts([...new Set(hashes)])) ?? [];
    const byHash = new Map(packed.map(({ hash, data }) => [hash, data]));
    const slice = new Slice(TURN_MS);
    for (const [position, hash] of hashes.entries()) {
      if (signal.aborted) return;
      const data = byHash.get(hash);
      yield [position, data && (await inflate(data, 'deflate-raw').catch(() => undefined))];
      await slice.breathe();
    }
  }
}
