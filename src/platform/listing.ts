/**
 * Lists folders that the browser gives in a form that cannot be posted to a worker, or only at a price:
 * posting a picked `File` costs a quarter of a millisecond. So intake is asked which folders to enter and which
 * files it cannot read by itself, and these go to it in slices that do not hold up the page.
 */

/** A folder that can be read; the root has no name. */
export interface ListedFolder {
  read(): Promise<FolderContent>;
}

export interface FolderContent {
  files: { name: string; file(): Promise<File> }[];
  folders: { name: string; folder: ListedFolder }[];
}

/** A file with its path, or why it cannot be had. */
export type PushedFile = { path: string } & ({ file: File } | { why: string });

/** Whom the listing asks and tells. */
export interface Lister {
  /** Which of these folders to list at all. */
  shouldEnter(folders: string[]): Promise<boolean[]>;
  /** Told what is in a folder; answers with the files to push. */
  has(folder: string, files: string[], folders: string[]): Promise<string[]>;
  push(files: PushedFile[], done: boolean): Promise<void>;
  /** Nothing more comes of a folder; `why` says that it could not be listed. */
  listed(folder: string, why?: string): Promise<void>;
  /** True ends the listing without a word: something else is open by now. */
  stopped(): boolean;
}

/** Files posted at a time: about 8 ms of work. */
const BATCH = 24;
/** Folders asked for at the same time, since a browser takes its time to answer. */
const FOLDERS_AT_ONCE = 8;

interface Found {
  path: string;
  folder: ListedFolder;
}

/** Walks breadth first, a level at a time: a folder's ignore files decide about its subfolders. */
export async function listFolder(root: ListedFolder, lister: Lister): Promise<void> {
  let level: Found[] = [{ path: '', folder: root }];
  while (level.length > 0 && !lister.stopped()) {
    const next = await listLevel(level, lister);
    const enter = next.length === 0 ? [] : await lister.shouldEnter(next.map(({ path }) => path));
    level = next.filter((_, index) => enter[index]);
  }
  if (!lister.stopped()) await lister.push([], true);
}

/** The folders in these folders. */
async function listLevel(level: Found[], lister: Lister): Promise<Found[]> {
  const found: Found[][] = [];
  let at = 0;
  const listNext = async (): Promise<void> => {
    for (let index = at++; index < level.length && !lister.stopped(); index = at++) {
      found[index] = await listOne(level[index] as Found, lister);
    }
  };
  await Promise.all(Array.from({ length: FOLDERS_AT_ONCE }, listNext));
  return lister.stopped() ? [] : found.flat();
}

async function listOne({ path, folder }: Found, lister: Lister): Promise<Found[]> {
  let content: FolderContent;
  try {
    content = await folder.read();
  } catch (error) {
    await lister.listed(path, messageOf(error));
    return [];
  }
  const { files, folders } = content;
  const names = files.map(({ name }) => name);
  const wanted = new Set(
    await lister.has(
      path,
      names,
      folders.map(({ name }) => name),
    ),
  );
  if (wanted.size > 0) {
    await pushInSlices(
      path,
      files.filter(({ name }) => wanted.has(name)),
      lister,
    );
    if (!lister.stopped()) await lister.listed(path);
  }
  return folders.map((child) => ({ path: join(path, child.name), folder: child.folder }));
}

/** Waiting for the worker's answer to one slice gives the page its turn before the next. */
async function pushInSlices(folder: string, files: FolderContent['files'], lister: Lister): Promise<void> {
  for (let start = 0; start < files.length && !lister.stopped(); start += BATCH) {
    const some = files.slice(start, start + BATCH);
    await lister.push(
      await Promise.all(some.map(({ name, file }) => pushed(join(folder, name), file))),
      false,
    );
  }
}

async function pushed(path: string, file: () => Promise<File>): Promise<PushedFile> {
  try {
    return { path, file: await file() };
  } catch (error) {
    return { path, why: messageOf(error) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error || error instanceof DOMException ? error.message : String(error);
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Dropped entries. One folder is itself the root; several are its top level. */
export function entriesFolder(entries: FileSystemEntry[]): ListedFolder {
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isFolder(only)) return entryFolder(only);
  return { read: async () => contentOf(entries) };
}

function entryFolder(entry: FileSystemDirectoryEntry): ListedFolder {
  return { read: async () => contentOf(await childrenOf(entry)) };
}

function contentOf(entries: FileSystemEntry[]): FolderContent {
  return {
    files: entries.filter(isFile).map((entry) => ({ name: entry.name, file: () => fileOf(entry) })),
    folders: entries.filter(isFolder).map((entry) => ({ name: entry.name, folder: entryFolder(entry) })),
  };
}

/** `readEntries` gives at most 100 at a time and an empty list at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** The files of an `<input webkitdirectory>`, whose paths start with the folder's own name. */
export function pickedFolder(files: readonly File[]): ListedFolder {
  const root = new PickedFolder();
  for (const file of files) root.add(file.webkitRelativePath.split('/').slice(1), file);
  return root;
}

class PickedFolder implements ListedFolder {
  readonly #files: FolderContent['files'] = [];
  readonly #folders = new Map<string, PickedFolder>();

  add([name = '', ...rest]: string[], file: File): void {
    if (rest.length === 0) {
      this.#files.push({ name, file: async () => file });
      return;
    }
    let folder = this.#folders.get(name);
    if (folder === undefined) {
      folder = new PickedFolder();
      this.#folders.set(name, folder);
    }
    folder.add(rest, file);
  }

  async read(): Promise<FolderContent> {
    return {
      files: this.#files,
      folders: [...this.#folders].map(([name, folder]) => ({ name, folder })),
    };
  }
}
