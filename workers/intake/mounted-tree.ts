/** A tree in which some files are folders: the archives in it, opened. */
import type { SkippedFile } from '../protocol';
import { type FileTree, joinPath, type MaybePromise, type OpenedFile, type TreeEntry } from './tree';

export class MountedTree implements FileTree {
  /** @param mounts what to show in the place of these files, by path. */
  constructor(
    readonly base: FileTree,
    readonly mounts: ReadonlyMap<string, FileTree>,
  ) {}

  get name(): string {
    return this.base.name;
  }

  get refused(): readonly SkippedFile[] {
    const inside = [...this.mounts].flatMap(([path, tree]) =>
      tree.refused.map((entry) => ({ ...entry, path: joinPath(path, entry.path) })),
    );
    return [...this.base.refused, ...inside];
  }

  async list(folder: string): Promise<TreeEntry[]> {
    const mounted = this.#mountOf(folder);
    if (mounted) return mounted.tree.list(mounted.below);
    const entries = await this.base.list(folder);
    return entries.map((entry) =>
      this.mounts.has(joinPath(folder, entry.name)) ? { kind: 'folder', name: entry.name } : entry,
    );
  }

  open(path: string): MaybePromise<OpenedFile> {
    const mounted = this.#mountOf(path);
    return mounted ? mounted.tree.open(mounted.below) : this.base.open(path);
  }

  #mountOf(path: string): { tree: FileTree; below: string } | undefined {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const tree = this.mounts.get(path.slice(0, end));
      if (tree) return { tree, below: path.slice(end + 1) };
    }
    return undefined;
  }
}
