/**
 * Where something happens in folders of the disk: told by the system, or where it cannot, asked for now and then.
 *
 * Each folder is watched by itself: Node's own watching of all below one loses sight, on Linux, of files that editors
 * replace by others.
 */
import { existsSync, type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { folderOf, joinPath } from '../../workers/intake/node';
import type { Place } from './paths';

/** Changes come in flocks, such as a checkout: ms without one until they are told, and how long that may go on. */
const REST_MS = 50;
const LONGEST_REST_MS = 1000;
/** How often it is said that something may have happened where the system does not tell; ms. */
const BLIND_MS = 2000;
/** More paths than these are told as anywhere. */
const MOST_PATHS = 200;

export class FolderNews {
  readonly #watchers = new Map<string, FSWatcher>();
  /** Undefined for anywhere. */
  #paths: string[] | undefined = [];
  #isBlind = false;
  #isRested = false;
  #firstMs: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tell: () => void = () => {};

  /** @param leavesOut whether nothing counts that happens at a path and below. */
  constructor(
    readonly place: Place,
    readonly leavesOut: (path: string) => boolean,
  ) {
    this.watchAll();
  }

  /** Begins anew, where what was watched has been moved or deleted. */
  watchAll(): void {
    this.#end();
    this.#isBlind = false;
    // What happened before is not told.
    this.#paths = undefined;
    this.#rest(0);
    for (const start of this.place.starts) {
      const isFolder = statSync(join(this.place.root, start), { throwIfNoEntry: false })?.isDirectory();
      if (isFolder) this.#watchBelow(start);
      else this.#watch(folderOf(start), (path) => path === start);
    }
  }

  /** The paths at which something has happened, once there is quiet; undefined stands for anywhere. */
  async next(): Promise<string[] | undefined> {
    if (!this.#isRested) {
      await new Promise<void>((resolve) => {
        this.#tell = resolve;
      });
    }
    const paths = this.#isBlind ? undefined : this.#paths;
    this.#paths = [];
    this.#firstMs = undefined;
    this.#isRested = false;
    if (this.#isBlind) this.#rest(BLIND_MS);
    return paths;
  }

  /** Sees to it that the folders of these files are watched: what was left out before may count by now. */
  cover(files: Iterable<string>): void {
    if (this.#isBlind) return;
    for (const folder of new Set([...files].map(folderOf))) {
      if (this.#watchers.has(folder)) continue;
      this.#watchBelow(folder);
      this.#hear(folder);
    }
  }

  /** From now on it is asked for; what was watched is not there, or cannot be. */
  goBlind(): void {
    this.#end();
    this.#isBlind = true;
    this.#rest(BLIND_MS);
  }

  #watchBelow(folder: string): void {
    const left = [folder];
    for (let next = left.pop(); next !== undefined && !this.#isBlind; next = left.pop()) {
      this.#watch(next, () => true);
      left.push(...foldersIn(this.place.root, next).filter((path) => !this.leavesOut(path)));
    }
  }

  #watch(folder: string, counts: (path: string) => boolean): void {
    this.#watchers.get(folder)?.close();
    try {
      const watcher = watch(join(this.place.root, folder), (_, name) => {
        const path = name === null ? folder : joinPath(folder, name);
        if (counts(path)) this.#hear(path);
      });
      watcher.on('error', () => this.goBlind());
      this.#watchers.set(folder, watcher);
    } catch (error) {
      // A folder that has just gone is told by the one that it was in.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.goBlind();
    }
  }

  #hear(path: string): void {
    if (this.#isBlind || this.leavesOut(path)) return;
    // A folder that is moved away says no more of itself.
    if (this.place.starts.some((start) => !existsSync(join(this.place.root, start)))) {
      this.goBlind();
      return;
    }
    if (statSync(join(this.place.root, path), { throwIfNoEntry: false })?.isDirectory()) {
      this.#watchBelow(path);
    }
    const { length = MOST_PATHS } = this.#paths ?? {};
    this.#paths = this.#paths && length < MOST_PATHS ? [...this.#paths, path] : undefined;
    this.#firstMs ??= performance.now();
    this.#rest(Math.max(0, Math.min(REST_MS, this.#firstMs + LONGEST_REST_MS - performance.now())));
  }

  #rest(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isRested = true;
      this.#tell();
    }, ms);
  }

  #end(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }
}

/** The folders right in one. Links are not followed. */
function foldersIn(root: string, folder: string): string[] {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => joinPath(folder, name));
  } catch {
    // Scans tell of what cannot be read.
    return [];
  }
}
