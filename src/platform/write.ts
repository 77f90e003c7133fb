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

/** Whether there is a file of this path. */
export async function hasFile(root: FileSystemDirectoryHandle, path: string): Promise<boolean> {
  return fileAt(root, path).then(
    () => true,
    () => false,
  );
}

/** Takes a file away. */
export async function removeFile(root: FileSystemDirectoryHandle, path: string): Promise<void> {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  let folder = root;
  for (const segment of folders) folder = await folder.getDirectoryHandle(segment);
  await folder.removeEntry(name);
}

async function fileAt(
  root: FileSystemDirectoryHandle,
  path: string,
  create = false,
): Promise<FileSystemFileHandle> {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  let folder = root;
  for (const segment of folders) folder = await folder.getDirectoryHandle(segment, { create });
  return folder.getFileHandle(name, { create });
}
