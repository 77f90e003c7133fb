/**
 * What a walk found, kept to tell whether another one would find something else by now, and to spare that one where it
 * is known what has changed. By names, sizes and times alone.
 */
import type { IntakeOptions, SkippedFile, SkipReason } from '../protocol';
import { IGNORE_FILES } from './ignore-rules';
import type { RunPlace } from './run';
import { Selector } from './select';
import { type FileTree, folderOf, nameOf, type OpenedFile, type TreeEntry } from './tree';
import { Walk, type WalkedFile, type WalkSink } from './walk';

/** What is left out for these reasons is left out whatever is in it. */
const BY_PATH: ReadonlySet<SkipReason> = new Set([
  'ignored',
  'excluded',
  'dependency',
  'build-output',
  'version-control',
]);

/** Files that are other ones than before, and those that are gone. */
export type Changes = ReadonlyMap<string, OpenedFile | undefined>;

interface SeenFile {
  size: number;
  modifiedMs: number;
  isIncluded: boolean;
}

const isSameState = (one: Omit<SeenFile, 'isIncluded'>, other: SeenFile | undefined): boolean =>
  one.size === other?.size && one.modifiedMs === other.modifiedMs;

/** A folder that is gone has nothing in it. */
async function listOrNothing(tree: FileTree, folder: string): Promise<TreeEntry[]> {
  try {
    return await tree.list(folder);
  } catch {
    return [];
  }
}

/** What a walk came by. */
export class Seen {
  readonly #files = new Map<string, SeenFile>();
  readonly #skipped: SkippedFile[] = [];
  readonly #leftOut = new Set<string>();

  file({ path, isIncluded, file: { size, modifiedMs } }: WalkedFile): void {
    this.#files.set(path, { size, modifiedMs, isIncluded });
  }

  skipped(entry: SkippedFile): void {
    this.#skipped.push(entry);
    if (BY_PATH.has(entry.reason)) this.#leftOut.add(entry.path);
  }

  /** Whether another walk would find the same files. */
  async isSame(tree: FileTree, options: IntakeOptions, place: RunPlace): Promise<boolean> {
    const now = new Seen();
    const sink: WalkSink = { file: (file) => now.file(file), skipped: () => {}, folderConfig: () => {} };
    await new Walk(tree, new Selector(options, place.base), sink, new AbortController().signal).run(place);
    const hasOther = [...now.#files].some(([path, state]) => !isSameState(state, this.#files.get(path)));
    return !hasOther && now.#files.size === this.#files.size;
  }

  /**
   * What has changed at some paths. Undefined where only a walk can tell: what is new may be left out, of a folder all
   * below it counts, and an ignore file changes what counts.
   */
  async changesAt(tree: FileTree, paths: readonly string[], limit: number): Promise<Changes | undefined> {
    const listings = new Map<string, Promise<TreeEntry[]>>();
    const listing = (folder: string) => {
      const known = listings.get(folder) ?? listOrNothing(tree, folder);
      listings.set(folder, known);
      return known;
    };
    const changes = new Map<string, OpenedFile | undefined>();
    for (const path of new Set(paths)) {
      if (this.leavesOut(path)) continue;
      const entry = (await listing(folderOf(path))).find(({ name }) => name === nameOf(path));
      const before = this.#files.get(path);
      if (before === undefined && entry === undefined && !this.#hasBelow(path)) continue;
      if (before === undefined || (entry && entry.kind !== 'file')) return undefined;
      const file = await entry?.open();
      if (file && isSameState(file, before)) continue;
      const needsWalk = IGNORE_FILES.some((name) => name === nameOf(path)) || (file?.size ?? 0) > limit;
      if (needsWalk) return undefined;
      changes.set(path, file);
    }
    // A folder that has become empty is a matter of its own.
    const gone = [...changes.values()].filter((file) => file === undefined);
    return gone.length === this.#files.size ? undefined : changes;
  }

  /** Tells what it came by once more, with these changes; all of it, or the files at some paths. */
  tellAgain(tree: FileTree, changes: Changes, sink: WalkSink, only?: ReadonlySet<string>): void {
    for (const path of only ?? this.#files.keys()) {
      const seen = this.#files.get(path);
      if (!seen) continue;
      const { isIncluded, ...state } = seen;
      const read = async () => (await tree.open(path)).read();
      const file = changes.has(path) ? changes.get(path) : { ...state, read };
      if (file) sink.file({ path, file, isIncluded });
    }
    if (!only) for (const entry of this.#skipped) sink.skipped(entry);
  }

  /** Takes over what another walk came by, but for the files at some paths. */
  goOnFrom(before: Seen, but: ReadonlySet<string>): void {
    for (const [path, file] of before.#files) if (!but.has(path)) this.#files.set(path, file);
    for (const entry of before.#skipped) if (!but.has(entry.path)) this.skipped(entry);
  }

  #hasBelow(folder: string): boolean {
    const inside = `${folder}/`;
    for (const path of this.#files.keys()) if (path.startsWith(inside)) return true;
    return false;
  }

  /** Whether nothing counts that happens at a path. */
  leavesOut(path: string): boolean {
    for (let place = path; place !== ''; place = folderOf(place)) if (this.#leftOut.has(place)) return true;
    return false;
  }
}
