/**
 * Lists folders that the browser gives in a form that cannot be posted to a worker, or only at a price:
 * posting a picked `File` costs a quarter of a millisecond. So intake is asked which folders to enter,
 * and files go to it in slices that do not hold up the page.
 */

/** A folder that can be read; the root has no name. */
export interface ListedFolder {
  read(): Promise<FolderContent>;
}

export interface FolderContent {
  files: { name: string; file: File }[];
  folders: { name: string; folder: ListedFolder }[];
}

/** Whom the listing asks and tells. */
export interface Lister {
  /** Which of these folders to list at all. */
  shouldEnter(folders: string[]): Promise<boolean[]>;
  push(files: { path: string; file: File }[], done: boolean): Promise<void>;
  /** All files of a folder were pushed, and these are its folders. */
  listed(folder: string, folders: string[]): Promise<void>;
  /** True ends the listing without a word: something else is open by now. */
  stopped(): boolean;
}

/** Files posted at a time: about 8 ms of work. */
const BATCH = 24;

/** Walks breadth first, a level at a time: a folder's ignore files decide about its subfolders. */
export async function listFolder(root: ListedFolder, lister: Lister): Promise<void> {
  let level: { path: string; folder: ListedFolder }[] = [{ path: '', folder: root }];
  while (level.length > 0 && !lister.stopped()) {
    const next: typeof level = [];
    for (const { path, folder } of level) {
      const { files, folders } = await folder.read();
      await pushInSlices(
        files.map(({ name, file }) => ({ path: join(path, name), file })),
        lister,
      );
      const children = folders.map((child) => ({ path: join(path, child.name), folder: child.folder }));
      if (lister.stopped()) return;
      await lister.listed(
        path,
        children.map((child) => child.path),
      );
      next.push(...children);
    }
    const enter = next.length === 0 ? [] : await lister.shouldEnter(next.map(({ path }) => path));
    level = next.filter((_, index) => enter[index]);
  }
  if (!lister.stopped()) await lister.push([], true);
}

/** Waiting for the worker's answer to one slice gives the page its turn before the next. */
async function pushInSlices(files: { path: string; file: File }[], lister: Lister): Promise<void> {
  for (let start = 0; start < files.length && !lister.stopped(); start += BATCH) {
    await lister.push(files.slice(start, start + BATCH), false);
  }
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Dropped entries. One folder is itself the root; several are its top level. */
export function entriesFolder(entries: FileSystemEntry[]): ListedFolder {
  const [only] = entries;
  if (entries.length === 1 && only !== undefined && isFolder(only)) return entryFolder(only);
  return { read: () => contentOf(entries) };
}

function entryFolder(entry: FileSystemDirectoryEntry): ListedFolder {
  return { read: async () => contentOf(await childrenOf(entry)) };
}

async function contentOf(entries: FileSystemEntry[]): Promise<FolderContent> {
  const folders = entries.filter(isFolder);
  const files: FolderContent['files'] = [];
  const entriesOfFiles = entries.filter(isFile);
  // A folder may have thousands: some at a time, so that the page gets its turn in between.
  for (let start = 0; start < entriesOfFiles.length; start += BATCH) {
    const some = entriesOfFiles.slice(start, start + BATCH);
    files.push(
      ...(await Promise.all(some.map(async (entry) => ({ name: entry.name, file: await fileOf(entry) })))),
    );
  }
  return { files, folders: folders.map((entry) => ({ name: entry.name, folder: entryFolder(entry) })) };
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
      this.#files.push({ name, file });
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
