/**
 * Lists dropped `FileSystemEntry` objects, for browsers that give nothing better: these objects
 * cannot be posted to a worker. Works in slices, so that a large folder does not hold up the page.
 */

/** Whom the listing asks and tells. */
export interface Lister {
  /** Which of these folders to list at all. */
  shouldEnter(folders: string[]): Promise<boolean[]>;
  push(files: { path: string; file: File }[], done: boolean): Promise<void>;
  /** True ends the listing. */
  stopped(): boolean;
}

interface Folder {
  path: string;
  entry: FileSystemDirectoryEntry;
}

/** The longest stretch of work without giving the page a turn; ms. */
const SLICE_MS = 8;
/** Files handed on at a time. */
const BATCH = 200;

/** Walks the entries breadth first. One folder's content is the root of the project; several are its top level. */
export async function listEntries(entries: FileSystemEntry[], lister: Lister): Promise<void> {
  const slice = makeSlice();
  const [only] = entries;
  let folders: Folder[] = [];
  const files: { path: string; file: File }[] = [];

  const visit = async (entry: FileSystemEntry, path: string) => {
    if (isFolder(entry)) folders.push({ path, entry });
    else if (isFile(entry)) files.push({ path, file: await fileOf(entry) });
    if (files.length >= BATCH) await lister.push(files.splice(0), false);
    await slice.pause();
  };
  const list = async (folder: Folder) => {
    for (const child of await childrenOf(folder.entry)) {
      if (lister.stopped()) return;
      await visit(child, folder.path === '' ? child.name : `${folder.path}/${child.name}`);
    }
  };

  if (entries.length === 1 && only !== undefined && isFolder(only)) await list({ path: '', entry: only });
  else for (const entry of entries) await visit(entry, entry.name);
  while (folders.length > 0 && !lister.stopped()) {
    const level = folders;
    folders = [];
    // A folder's ignore files decide about its subfolders, so they are sent first.
    if (files.length > 0) await lister.push(files.splice(0), false);
    const enter = await lister.shouldEnter(level.map(({ path }) => path));
    for (const folder of level.filter((_, index) => enter[index])) await list(folder);
  }
  await lister.push(files, true);
}

function makeSlice() {
  let started = performance.now();
  return {
    async pause() {
      if (performance.now() - started < SLICE_MS) return;
      await new Promise((resolve) => setTimeout(resolve));
      started = performance.now();
    },
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
