/** A folder that the browser gave a handle for. */
import {
  type FileTree,
  fileGone,
  folderOf,
  joinPath,
  nameOf,
  type OpenedFile,
  openedFromFile,
  type TreeEntry,
} from './tree';

export class HandleTree implements FileTree {
  readonly refused = [];
  readonly #folders: Map<string, FileSystemDirectoryHandle>;

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
        entries.push({ kind: 'file', name, open: async () => openedFromFile(await file.getFile()) });
      }
    }
    return entries;
  }

  async open(path: string): Promise<OpenedFile> {
    try {
      const folder = await this.#folder(folderOf(path));
      return openedFromFile(await (await folder.getFileHandle(nameOf(path))).getFile());
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
