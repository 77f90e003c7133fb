/**
 * A tree made of paths: for picked files, pushed files and archives, which all come as flat lists. There may be
 * hundreds of thousands of them, so a folder is a map of names and nothing is kept twice.
 */
import type { SkippedFile } from '../protocol';
import {
  type FileTree,
  fileGone,
  folderOf,
  type MaybePromise,
  nameOf,
  type OpenedFile,
  type TreeEntry,
} from './tree';

class Folder {
  readonly children = new Map<string, Folder | OpenedFile>();
}

export class PathTree implements FileTree {
  readonly #refused: SkippedFile[] = [];
  readonly #root = new Folder();

  constructor(readonly name: string) {}

  /** Adds a file and the folders above it. What has its path already wins; the other one is refused. */
  add(path: string, file: OpenedFile): void {
    const folder = this.#makeFolder(folderOf(path));
    const name = nameOf(path);
    if (folder && !folder.children.has(name)) folder.children.set(name, file);
    else this.refuse(path, file.size, 'another entry has the same path', 'damaged');
  }

  /** Adds a folder and those above it; a file in the way is kept, and the folder refused. */
  addFolder(path: string): void {
    if (!this.#makeFolder(path)) this.refuse(path, 0, 'a file has the same path', 'damaged');
  }

  /** Takes a file out again. */
  remove(path: string): void {
    this.#folder(folderOf(path))?.children.delete(nameOf(path));
  }

  refuse(path: string, size: number, detail: string, reason: SkippedFile['reason'] = 'unsafe-path'): void {
    this.#refused.push({ path, size, isFolder: false, reason, detail });
  }

  /** What is refused, each under a path that nothing else has: who lists files and these must tell them apart. */
  get refused(): readonly SkippedFile[] {
    const seen = new Set<string>();
    return this.#refused.map((entry) => {
      let { path } = entry;
      for (let count = 2; seen.has(path) || this.#has(path); count++) path = `${entry.path} (${count})`;
      seen.add(path);
      return { ...entry, path };
    });
  }

  list(folder: string): MaybePromise<TreeEntry[]> {
    return this.entries(folder);
  }

  hasFolder(folder: string): boolean {
    return this.#folder(folder) !== undefined;
  }

  hasFile(path: string): boolean {
    return this.#has(path) && !this.hasFolder(path);
  }

  /** What was added to a folder so far. */
  entries(folder: string): TreeEntry[] {
    const found = this.#folder(folder);
    if (!found) throw fileGone(folder);
    return [...found.children].map(([name, child]) =>
      child instanceof Folder ? { kind: 'folder', name } : { kind: 'file', name, open: () => child },
    );
  }

  open(path: string): MaybePromise<OpenedFile> {
    const child = this.#folder(folderOf(path))?.children.get(nameOf(path));
    if (!child || child instanceof Folder) throw fileGone(path);
    return child;
  }

  #has(path: string): boolean {
    return this.#folder(folderOf(path))?.children.has(nameOf(path)) ?? false;
  }

  #folder(path: string): Folder | undefined {
    let folder = this.#root;
    for (const name of path === '' ? [] : path.split('/')) {
      const child = folder.children.get(name);
      if (!(child instanceof Folder)) return undefined;
      folder = child;
    }
    return folder;
  }

  /** The folder, made where it is missing; undefined if a file is in the way. */
  #makeFolder(path: string): Folder | undefined {
    let folder = this.#root;
    for (const name of path === '' ? [] : path.split('/')) {
      let child = folder.children.get(name);
      if (child !== undefined && !(child instanceof Folder)) return undefined;
      if (child === undefined) {
        child = new Folder();
        folder.children.set(name, child);
      }
      folder = child;
    }
    return folder;
  }
}

/** All files of a tree of paths. */
export function* filesOf(tree: PathTree, folder = ''): Generator<string> {
  for (const entry of tree.entries(folder)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.kind === 'folder') yield* filesOf(tree, path);
    else yield path;
  }
}
