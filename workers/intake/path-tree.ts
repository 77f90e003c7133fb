/**
 * A tree made of paths: for picked files, pushed files and archives, which all come as flat lists.
 */
import type { SkippedFile } from '../protocol';
import {
  type FileTree,
  fileGone,
  folderOf,
  joinPath,
  type MaybePromise,
  nameOf,
  type OpenedFile,
  type TreeEntry,
} from './tree';

type Open = () => OpenedFile | Promise<OpenedFile>;

export class PathTree implements FileTree {
  readonly refused: SkippedFile[] = [];
  readonly #folders = new Map<string, Map<string, TreeEntry>>([['', new Map()]]);

  constructor(readonly name: string) {}

  /** Adds a file and the folders above it. A file that lies where a folder is, or the reverse, is refused. */
  add(path: string, size: number, open: Open): void {
    const name = nameOf(path);
    const siblings = this.addFolder(folderOf(path));
    if (!siblings || siblings.get(name)?.kind === 'folder') {
      this.refuse(path, size, 'a file and a folder have the same path');
    } else {
      siblings.set(name, { kind: 'file', name, open });
    }
  }

  /** Adds a folder and those above it; undefined if a file is in the way. */
  addFolder(path: string): Map<string, TreeEntry> | undefined {
    const known = this.#folders.get(path);
    if (known) return known;
    const name = nameOf(path);
    const siblings = this.addFolder(folderOf(path));
    if (!siblings || siblings.has(name)) return undefined;
    siblings.set(name, { kind: 'folder', name });
    const made = new Map<string, TreeEntry>();
    this.#folders.set(path, made);
    return made;
  }

  refuse(path: string, size: number, detail: string, reason: SkippedFile['reason'] = 'unsafe-path'): void {
    this.refused.push({ path, size, isFolder: false, reason, detail });
  }

  list(folder: string): MaybePromise<TreeEntry[]> {
    return this.entries(folder);
  }

  hasFolder(folder: string): boolean {
    return this.#folders.has(folder);
  }

  /** What was added to a folder so far. */
  entries(folder: string): TreeEntry[] {
    const entries = this.#folders.get(folder);
    if (!entries) throw fileGone(folder);
    return [...entries.values()];
  }

  open(path: string): OpenedFile | Promise<OpenedFile> {
    const entry = this.#folders.get(folderOf(path))?.get(nameOf(path));
    if (entry?.kind !== 'file') throw fileGone(path);
    return entry.open();
  }

  /** The only folder at the root with everything in it, if there is one. */
  onlyFolder(): string | undefined {
    const entries = this.entries('');
    const [first] = entries;
    return entries.length === 1 && first?.kind === 'folder' ? first.name : undefined;
  }

  /** The same files seen from a folder of this tree. */
  below(folder: string): FileTree {
    return {
      name: folder,
      refused: this.refused,
      list: (path) => this.list(path === '' ? folder : joinPath(folder, path)),
      open: (path) => this.open(joinPath(folder, path)),
    };
  }
}
