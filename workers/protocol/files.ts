/** What intake knows and hands out of the files of a project. Paths are relative to its root, with `/`. */
import type { FindingsChoice } from './project-config';

/** A file that is to be analysed. */
export interface FileEntry {
  path: string;
  /** Bytes on disk. */
  size: number;
  /** Modification time in ms since 1970; 0 if not known. */
  modifiedMs: number;
}

/** A file with its text, on its way to an analysis worker. `bytes` are moved, not copied. */
export interface SourceFile extends FileEntry {
  /** Hex of the content hash, over the bytes on disk; with a mark of `choice`, since results hold for both. */
  hash: string;
  /** What folders say of the findings in it. */
  choice?: FindingsChoice;
  /** The text as UTF-8, whatever it was on disk. */
  bytes: Uint8Array<ArrayBuffer>;
}

/** A file as it is on disk. */
export interface RawFile {
  path: string;
  /** As that of a `SourceFile`. */
  hash: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The same as text: UTF-8 without a mark, whatever it is on disk. */
  text: Uint8Array<ArrayBuffer>;
}

/** Why a file or folder is not analysed. */
export type SkipReason =
  | 'ignored' // by an ignore file; detail names file, line and pattern
  | 'excluded' // by an option of this run
  | 'dependency' // node_modules, vendor, …
  | 'build-output' // dist, target, …
  | 'version-control' // .git, …
  | 'minified'
  | 'generated'
  | 'binary'
  | 'too-large'
  | 'link' // a symbolic link, or a loop of them
  | 'special' // a pipe, a socket or a device
  | 'unreadable'
  | 'encrypted' // an entry of an archive that needs a password
  | 'unsupported' // an entry of an archive in a form that is not read
  | 'damaged' // an entry of an archive that is not what the archive says it is
  | 'archive-limit' // more or larger entries than are taken out of an archive
  | 'unsafe-path'; // a path in an archive or list that leaves the root or cannot be one

/** A file or a whole folder that is not analysed, and why. The user can include it: see `IntakeOptions.include`. */
export interface SkippedFile {
  path: string;
  /** Bytes; 0 for a folder, whose content is not counted. */
  size: number;
  isFolder: boolean;
  reason: SkipReason;
  /** One short sentence for people, such as `.gitignore:12 *.log`. */
  detail: string;
}

/** A file whose stored result may still hold: same path, size and time, or same hash. */
export interface KnownFile extends FileEntry {
  hash: string;
}

/** A text that is kept: the one that the results of its file belong to. */
export interface KeptFile {
  hash: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What a run goes on from, without the files that it is to tell of itself. */
export interface FollowedUp {
  files: number;
  bytes: number;
  skipped: number;
  /** Of the files that it is to tell of, those that may still hold. */
  known: KnownFile[];
  /** Files that it is to look at again although nothing happened to them. */
  again: string[];
}
