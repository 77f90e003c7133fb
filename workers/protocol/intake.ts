import type { FileEntry, KnownFile, SkippedFile, SourceFile } from './files';

/** Where the files of a project come from. All of these can be posted to a worker. */
export type ProjectSource =
  | { kind: 'handle'; handle: FileSystemDirectoryHandle }
  | { kind: 'files'; files: { path: string; file: File }[] }
  | { kind: 'archive'; file: File }
  /** The page lists `FileSystemEntry` objects itself and pushes them with `pushFiles`; see `shouldEnter`. */
  | { kind: 'pushed' };

/** What to leave out and what to take in. Globs are relative to the root, gitignore syntax. */
export interface IntakeOptions {
  /** Only these, if there are any; they also win over every reason to skip but `binary` and `unreadable`. */
  include: string[];
  exclude: string[];
  /** Read `.gitignore`, `.ignore`, `.assayignore` (default true). */
  useIgnoreFiles: boolean;
  /** Skip dependencies, build output, minified and generated files (default true). */
  useDefaults: boolean;
  /** Larger files are skipped as `too-large`; bytes. */
  maxFileSize: number;
  /** Hash every file, even where size and time are unchanged. */
  verify: boolean;
}

/** What intake tells while it walks. Sent in batches, in the order in which it happens. */
export interface IntakeEvents {
  /** Files found so far that will be analysed or reused, with the totals. */
  found(entries: FileEntry[]): void;
  skipped(entries: SkippedFile[]): void;
  /** Unchanged since the stored result: not read, or read and found to have the same hash. */
  unchanged(entries: KnownFile[]): void;
  /** The walk is over; the queue may still hold files. */
  walked(totals: IntakeTotals): void;
}

export interface IntakeTotals {
  files: number;
  bytes: number;
  unchanged: number;
  skipped: number;
}

/** The contract of the intake worker. One project is open at a time; one run at a time walks it. */
export interface IntakeService {
  /** Remembers where files come from; reads nothing yet. Returns the root's name. */
  open(source: ProjectSource): Promise<{ name: string }>;
  /** For `pushed` sources: whether the page should list this folder. */
  shouldEnter(folders: string[]): Promise<boolean[]>;
  /** For `pushed` sources: files the page has listed; `done` ends the list. */
  pushFiles(files: { path: string; file: File }[], done: boolean): Promise<void>;
  /** Starts the walk of a run. `known` is what the store has under the same rule set. */
  start(revision: number, options: IntakeOptions, known: KnownFile[], events: IntakeEvents): Promise<void>;
  /** Stops the walk of this revision; waiting `take` calls answer with nothing. */
  cancel(revision: number): Promise<void>;
  /** The next files to analyse, at most about `maxBytes` of them; an empty list ends the run for the caller. */
  take(revision: number, maxBytes: number): Promise<SourceFile[]>;
  /** One file of the open project for the viewer or a retry, decoded; throws `file-gone` or `no-project`. */
  read(path: string): Promise<SourceFile>;
  /** Rule files of the open project (`sgconfig.yml` and what it names, `.assay/rules`), as `RuleSource` paths and texts. */
  projectRules(): Promise<{ path: string; text: string }[]>;
}
