/** A project in memory whose files and folders fail as they are told to. */
import type { FileTree, OpenedFile, TreeEntry } from '../../workers/intake/tree';

const FOLDERS = ['', 'a', 'a/b', 'c'];
const FILES_IN_EACH = 8;

/** Every file has findings, so that one that goes unchecked is missed. */
export function textOf(path: string): string {
  return path.endsWith('.py') ? `eval("${path}")\n` : `debugger; // ${path}\ndebugger;\n`;
}

export const PATHS = FOLDERS.flatMap((folder) =>
  Array.from({ length: FILES_IN_EACH }, (_, at) =>
    [folder, `f${at}.${at % 2 === 0 ? 'py' : 'js'}`].filter(Boolean).join('/'),
  ),
);

export type FileFault = 'gone' | 'unreadable' | 'cut';

export class FaultyProject implements FileTree {
  readonly name = 'project';
  readonly refused = [];
  readonly files = new Map<string, FileFault>();
  readonly folders = new Set<string>();
  /** Texts that files have in place of their usual ones, and those of more files in the same folders. */
  readonly texts = new Map<string, string>();
  isEmpty = false;
  /** Told of everything that is listed and read. */
  moved: () => void = () => {};

  heal(): void {
    this.files.clear();
    this.folders.clear();
    this.isEmpty = false;
  }

  async list(folder: string): Promise<TreeEntry[]> {
    this.moved();
    if (this.folders.has(folder)) throw new Error(`${folder || 'The root'} may not be listed.`);
    if (this.isEmpty && folder === '') return [];
    const inside = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) === folder;
    const name = (path: string) => path.slice(path.lastIndexOf('/') + 1);
    return [
      ...FOLDERS.filter((path) => path !== '' && inside(path)).map(
        (path): TreeEntry => ({ kind: 'folder', name: name(path) }),
      ),
      ...[...new Set([...PATHS, ...this.texts.keys()])]
        .filter(inside)
        .map((path): TreeEntry => ({ kind: 'file', name: name(path), open: () => this.open(path) })),
    ];
  }

  async open(path: string): Promise<OpenedFile> {
    if (this.files.get(path) === 'gone') throw new Error(`${path} is not there any more.`);
    const bytes = new TextEncoder().encode(this.texts.get(path) ?? textOf(path));
    return { size: bytes.length, modifiedMs: 5, read: async () => this.#read(path, bytes) };
  }

  #read(path: string, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    this.moved();
    const fault = this.files.get(path);
    if (fault === 'unreadable') throw new Error(`${path} may not be read.`);
    return fault === 'cut' ? bytes.slice(0, bytes.length / 2) : bytes.slice();
  }
}
