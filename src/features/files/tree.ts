/**
 * The files of a project as a tree, made from the flat list of the store. Built in one pass over 100,000
 * files; a folder sorts its children when it is first opened, so opening costs only what is seen.
 */
import type { Severity, TreeFile } from '../../../workers/protocol';

export interface Folder {
  /** With a last slash; '' for the root. */
  path: string;
  name: string;
  folders: Map<string, Folder>;
  files: TreeFile[];
  /** Of itself and all below. */
  fileCount: number;
  findings: number;
  pending: number;
  worst: Severity | undefined;
  isSorted: boolean;
}

export type TreeRow =
  | {
      kind: 'folder';
      depth: number;
      name: string;
      folder: Folder;
      isOpen: boolean;
      position: number;
      setSize: number;
    }
  | { kind: 'file'; depth: number; name: string; file: TreeFile; position: number; setSize: number };

const RANK: Record<Severity, number> = { info: 1, low: 2, medium: 3, high: 4, critical: 5 };

/** The worse of two severities. */
export function worse(a: Severity | undefined, b: Severity | undefined): Severity | undefined {
  if (!a || !b) return a ?? b;
  return RANK[a] >= RANK[b] ? a : b;
}

function emptyFolder(path: string, name: string): Folder {
  return {
    path,
    name,
    folders: new Map(),
    files: [],
    fileCount: 0,
    findings: 0,
    pending: 0,
    worst: undefined,
    isSorted: false,
  };
}

/** The folders of a path, made where they are missing; the last one holds the file. */
function foldersOf(root: Folder, path: string): Folder[] {
  const chain = [root];
  let folder = root;
  let start = 0;
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
    const name = path.slice(start, slash);
    let next = folder.folders.get(name);
    if (!next) {
      next = emptyFolder(path.slice(0, slash + 1), name);
      folder.folders.set(name, next);
    }
    chain.push(next);
    folder = next;
    start = slash + 1;
  }
  return chain;
}

/** Puts files into a tree that was made by `buildTree`. */
function addFiles(root: Folder, files: readonly TreeFile[]): void {
  let lastFolder: string | undefined;
  let chain: Folder[] = [root];
  for (const file of files) {
    const folderPath = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    // Neighbours in the list mostly share a folder.
    if (folderPath !== lastFolder) chain = foldersOf(root, file.path);
    lastFolder = folderPath;
    chain.at(-1)?.files.push(file);
    for (const folder of chain) {
      folder.fileCount++;
      folder.findings += file.findings;
      if (file.status === 'pending') folder.pending++;
      folder.worst = worse(folder.worst, file.worst);
    }
  }
}

export function buildTree(files: readonly TreeFile[]): Folder {
  const root = emptyFolder('', '');
  addFiles(root, files);
  return root;
}

/** Files handled before the page's thread is given back for a moment. */
const SLICE = 8_000;

/** The same in slices, so that the page answers meanwhile; undefined if it was no longer wanted. */
export async function buildTreeInSlices(
  files: readonly TreeFile[],
  isWanted: () => boolean,
): Promise<Folder | undefined> {
  const root = emptyFolder('', '');
  for (let from = 0; from < files.length; from += SLICE) {
    if (from > 0) await new Promise((resolve) => setTimeout(resolve));
    if (!isWanted()) return undefined;
    addFiles(root, files.slice(from, from + SLICE));
  }
  return root;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function sortChildren(folder: Folder): void {
  if (folder.isSorted) return;
  const sorted = [...folder.folders].sort(([a], [b]) => byName(a.toLowerCase(), b.toLowerCase()));
  folder.folders = new Map(sorted);
  folder.files.sort((a, b) => byName(a.path.toLowerCase(), b.path.toLowerCase()));
  folder.isSorted = true;
}

/** A folder that holds nothing but one folder is shown with it on one line: `src/main/java`. */
function compact(folder: Folder): { folder: Folder; name: string } {
  let last = folder;
  let name = folder.name;
  while (last.files.length === 0 && last.folders.size === 1) {
    for (const only of last.folders.values()) last = only;
    name += `/${last.name}`;
  }
  return { folder: last, name };
}

/** The rows that are to be seen: all children of open folders, folders first. */
export function flattenTree(root: Folder, isOpen: (path: string) => boolean): TreeRow[] {
  const rows: TreeRow[] = [];
  const add = (parent: Folder, depth: number) => {
    sortChildren(parent);
    const setSize = parent.folders.size + parent.files.length;
    let position = 0;
    for (const child of parent.folders.values()) {
      const { folder, name } = compact(child);
      const open = isOpen(folder.path);
      rows.push({ kind: 'folder', depth, name, folder, isOpen: open, position: ++position, setSize });
      if (open) add(folder, depth + 1);
    }
    for (const file of parent.files) {
      rows.push({ kind: 'file', depth, name: nameOf(file.path), file, position: ++position, setSize });
    }
  };
  add(root, 0);
  return rows;
}

/** Files whose path holds every word, whatever its case. */
export function filterFiles(files: readonly TreeFile[], text: string): readonly TreeFile[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return files;
  return files.filter(({ path }) => {
    const lower = path.toLowerCase();
    return words.every((word) => lower.includes(word));
  });
}

/** The folders above a file, from the outermost: what must be open for it to be seen. */
export function parentsOf(path: string): string[] {
  const parents: string[] = [];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    parents.push(path.slice(0, slash + 1));
  }
  return parents;
}
