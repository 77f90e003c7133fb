/** A folder that the browser gave a handle for. */
import { type FileTree, fileGone, folderOf, joinPath, nameOf, type OpenedFile, type TreeEntry } from './tree';

/** Files that are kept open between the walk and their reading; each takes some kilobytes of the browser's memory. */
const MAX_KEPT = 4096;

export class HandleTree implements FileTree {
  readonly refused = [];
  readonly #folders: Map<string, FileSystemDirectoryHandle>;
  /** Files that are kept and were not read yet. */
  #kept = 0;

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
      if (child.kind === 'directory') {
        this.#folders.set(joinPath(folder, name), child as FileSystemDirectoryHandle);
        entries.push({ kind: 'folder', name });
      } else {
        const file = child as FileSystemFileHandle;
        const path = joinPath(folder, name);
        entries.push({ kind: 'file', name, open: async () => this.#opened(path, await file.getFile()) });
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

  /** Keeps the file until it is read, or where there are many, asks for it again then. */
  #opened(path: string, file: File): OpenedFile {
    const { size, lastModified: modifiedMs } = file;
    let kept = this.#kept < MAX_KEPT ? file : undefined;
    if (kept) this.#kept++;
    const read = async () => {
      const now = kept ?? (await this.#file(path));
      if (kept) this.#kept--;
      kept = undefined;
      return new Uint8Array(await now.arrayBuffer());
    };
    return { size, modifiedMs, read };
  }

  async #file(path: string): Promise<File> {
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
