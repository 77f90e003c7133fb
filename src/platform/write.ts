/** Single files below a folder whose handle was handed over, read as they are and written in place. */

/** Whether this browser can write into folders at all; Chromium alone can. */
export function canWrite(): boolean {
  return typeof FileSystemFileHandle !== 'undefined' && 'createWritable' in FileSystemFileHandle.prototype;
}

/** The bytes on disk. */
export async function readBytes(
  root: FileSystemDirectoryHandle,
  path: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = await (await fileAt(root, path)).getFile();
  return new Uint8Array(await file.arrayBuffer());
}

/** Replaces a file's content; the browser puts the new one in place whole, when it is closed. */
export async function writeBytes(
  root: FileSystemDirectoryHandle,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const writable = await (await fileAt(root, path)).createWritable();
  await writable.write(bytes);
  await writable.close();
}

/** The same of a file that need not be there, nor the folders that it lies in. */
export async function createFile(
  root: FileSystemDirectoryHandle,
  path: string,
  content: Blob,
): Promise<void> {
  const writable = await (await fileAt(root, path, true)).createWritable();
  await writable.write(content);
  await writable.close();
}

/** Gives a file another path; its content goes from disk to disk, and until it has arrived both are there. */
export async function moveFile(root: FileSystemDirectoryHandle, from: string, to: string): Promise<void> {
  await putInstead(root, from, to, await (await fileAt(root, from)).getFile());
}

/** Puts content at a path where nothing is, instead of a file elsewhere; where that fails, only the old file is there. */
export async function putInstead(
  root: FileSystemDirectoryHandle,
  from: string,
  to: string,
  content: Blob,
): Promise<void> {
  try {
    await createFile(root, to, content);
    await removeFile(root, from);
  } catch (error) {
    // Without the old one the new one is all that there is.
    const isOldThere = await hasFile(root, from).catch(() => false);
    if (isOldThere) await removeFile(root, to).catch(() => {});
    throw error;
  }
}

/** Whether there is a file of this path; rejects where that cannot be told. */
export async function hasFile(root: FileSystemDirectoryHandle, path: string): Promise<boolean> {
  return fileAt(root, path).then(
    () => true,
    (error: unknown) => {
      if (isAbsence(error)) return false;
      throw error;
    },
  );
}

/** The files below a folder, at any depth; none where there is no such folder. */
export async function filesBelow(root: FileSystemDirectoryHandle, path: string): Promise<string[]> {
  const folder = await folderAt(root, path.split('/')).catch((error: unknown) => {
    if (isAbsence(error)) return undefined;
    throw error;
  });
  return folder === undefined ? [] : filesIn(folder, path, []);
}

/** What a browser says where there is nothing, or a folder for a file and the other way round. */
const NOTHING_THERE = ['NotFoundError', 'TypeMismatchError'];

function isAbsence(error: unknown): boolean {
  return error instanceof DOMException && NOTHING_THERE.includes(error.name);
}

async function filesIn(folder: FileSystemDirectoryHandle, path: string, found: string[]): Promise<string[]> {
  for await (const [name, entry] of folder.entries()) {
    const below = `${path}/${name}`;
    if (entry.kind === 'directory') await filesIn(entry as FileSystemDirectoryHandle, below, found);
    else found.push(below);
  }
  return found;
}

/** Takes a file away, and with it the folders that have nothing in them any more, as git would have it. */
export async function removeFile(root: FileSystemDirectoryHandle, path: string): Promise<void> {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  await (await folderAt(root, folders)).removeEntry(name);
  for (let last = folders.pop(); last !== undefined; last = folders.pop()) {
    const folder = await folderAt(root, folders);
    const isGone = await folder.removeEntry(last).then(
      () => true,
      () => false,
    );
    if (!isGone) break;
  }
}

async function folderAt(
  root: FileSystemDirectoryHandle,
  folders: readonly string[],
  create = false,
): Promise<FileSystemDirectoryHandle> {
  let folder = root;
  for (const segment of folders) folder = await folder.getDirectoryHandle(segment, { create });
  return folder;
}

async function fileAt(
  root: FileSystemDirectoryHandle,
  path: string,
  create = false,
): Promise<FileSystemFileHandle> {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  return (await folderAt(root, folders, create)).getFileHandle(name, { create });
}
