/**
 * The one face of every place that files can come from: a directory handle, a list of picked files,
 * an archive, a folder on disk. The walk and the reader know nothing else.
 *
 * Paths are relative to the root, with `/`; the root itself is ''.
 */
import { AssayError, type SkippedFile } from '../protocol';

/** Trees that need not wait answer at once, which spares a turn of the event loop per file. */
export type MaybePromise<T> = T | Promise<T>;

/** A file whose size and time are known and whose bytes can be had. */
export interface OpenedFile {
  /** Bytes on disk. */
  size: number;
  /** ms since 1970; 0 if not known. */
  modifiedMs: number;
  /** All bytes, in a buffer of their own that may be moved. */
  read(): MaybePromise<Uint8Array<ArrayBuffer>>;
}

export type TreeEntry =
  | { kind: 'folder'; name: string }
  | { kind: 'file'; name: string; open(): MaybePromise<OpenedFile> }
  /** A symbolic link, which is not followed, or a pipe, socket or device, which is not opened. `detail` says what it is. */
  | { kind: 'link' | 'special'; name: string; detail: string };

export interface FileTree {
  /** The root's name, for people. */
  readonly name: string;
  /** Entries that never became part of the tree, such as paths that leave an archive's root. */
  readonly refused: readonly SkippedFile[];
  /** What is in a folder, in any order. */
  list(folder: string): MaybePromise<TreeEntry[]>;
  /** One file by its path; rejects with `file-gone` if there is none. */
  open(path: string): MaybePromise<OpenedFile>;
  /** A walk is over: what was kept for it can go. */
  walked?(): void;
  /** Whether a file of this path would be passed over in silence; missing where nothing is. */
  hides?(path: string): Promise<boolean>;
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The folder a path lies in; '' for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The error of a file that is not where it was. */
export function fileGone(path: string, cause?: unknown): AssayError {
  return new AssayError({
    code: 'file-gone',
    message: `${path} no longer exists.`,
    ...(cause instanceof Error ? { detail: cause.message } : {}),
    help: 'Drop the folder again, or scan again.',
  });
}

/** A browser's `File` as an opened file. */
export function openedFromFile(file: File): OpenedFile {
  return {
    size: file.size,
    modifiedMs: file.lastModified,
    read: async () => new Uint8Array(await file.arrayBuffer()),
  };
}
