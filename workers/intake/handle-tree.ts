/** A folder that the browser gave a handle for. */
import { CollectorHint } from './collector-hint';
import { Recent } from './recent';
import { type FileTree, fileGone, folderOf, joinPath, nameOf, type OpenedFile, type TreeEntry } from './tree';

/**
 * Handles that are kept between listing and walk, and files that are kept open between walk and reading: each takes some 16 kB
 * of the browser's own memory. Beyond that number a file is asked for again by its path, which takes twice as long.
 */
const MAX_KEPT = 4096;

export class HandleTree implements FileTree {
  readonly refused = [];
  readonly #folders: Map<string, FileSystemDirectoryHandle>;
  readonly #listed = new Recent<FileSystemFileHandle>(MAX_KEPT);
  readonly #open = new Recent<File>(MAX_KEPT);
  readonly #hint = new CollectorHint();

  constructor(root: FileSystemDirectoryHandle) {
    this.#folders = new Map([['', root]]);
  }

  get name(): string {
    return this.#folders.get('')?.name ?? '';
  }

  async list(folder: string): Promise<TreeEntry[]> {
    const handle = await this.#folder(folder);
    const entries: TreeEntry[] = [];
    for await (const [name, child] of handle.entries()) {
      this.#hint.made();
      if (child.kind === 'directory') {
        this.#folders.set(joinPath(folder, name), child as FileSystemDirectoryHandle);
        entries.push({ kind: 'folder', name });
      } else {
        entries.push(this.#fileEntry(joinPath(folder, name), child as FileSystemFileHandle));
      }
    }
    return entries;
  }

  async open(path: string): Promise<OpenedFile> {
    try {
      return this.#opened(path, await this.#file(path));
    } catch (error) {
      throw fileGone(path, error);
    }
  }

  /** Whether a path has a name that handles neither list nor open, though it may be there. */
  async hides(path: string): Promise<boolean> {
    try {
      await (await this.#folder(folderOf(path))).getFileHandle(nameOf(path));
      return false;
    } catch (error) {
      return isNotAllowedName(error);
    }
  }

  #fileEntry(path: string, handle: FileSystemFileHandle): TreeEntry {
    const kept = this.#listed.keep(handle);
    const open = async () => this.#opened(path, await (kept()?.getFile() ?? this.#file(path)));
    return { kind: 'file', name: nameOf(path), open };
  }

  /** Keeps the file until it is read, or where there are many, asks for it again then. */
  #opened(path: string, file: File): OpenedFile {
    this.#hint.made();
    const { size, lastModified: modifiedMs } = file;
    const kept = this.#open.keep(file);
    const read = async () => new Uint8Array(await (kept() ?? (await this.#file(path))).arrayBuffer());
    return { size, modifiedMs, read };
  }

  async #file(path: string): Promise<File> {
    this.#hint.made();
    return (await (await this.#folder(folderOf(path))).getFileHandle(nameOf(path))).getFile();
  }

  async #folder(path: string): Promise<FileSystemDirectoryHandle> {
    const known = this.#folders.get(path);
    if (known) return known;
    const parent = await this.#folder(folderOf(path));
    const handle = await parent.getDirectoryHandle(nameOf(path));
    this.#folders.set(path, handle);
    return handle;
  }
}

/** Chromium takes no names with characters that some system does not allow. */
export function isNotAllowedName(error: unknown): boolean {
  return error instanceof TypeError;
}
