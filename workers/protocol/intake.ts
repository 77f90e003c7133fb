/** The intake worker: walks what was opened, says what it skips and why, and hands out the files. */
import type { Dialect } from './engine';
import type { RawFile, SourceFile } from './files';
import type { InstalledPack, Pack, PackFile } from './packs';
import type { FindingsChoice, FolderConfig, ProjectConfig } from './project-config';
import type { StoreService } from './store';

/** Where the files of a project come from. All of these can be posted to a worker. */
export type ProjectSource =
  /**
   * With `isListed` the page lists the same folder, too, and pushes what handles do not give: Chromium's hide names
   * with characters that some system does not allow.
   */
  | { kind: 'handle'; handle: FileSystemDirectoryHandle; isListed?: boolean }
  | { kind: 'files'; files: PickedFile[] }
  | { kind: 'archive'; file: File }
  /** The page lists `FileSystemEntry` objects itself and pushes them with `pushFiles`; see `shouldEnter`. */
  | { kind: 'pushed'; name: string };

/** A file the browser handed over, with its path from the root of the project; or why it did not. */
export type PickedFile = { path: string } & ({ file: File } | { why: string });

/** What to leave out and what to take in. Globs are relative to the root, gitignore syntax. */
export interface IntakeOptions {
  /** Taken in whatever the ignore files and defaults say; only `binary` and `unreadable` still count. */
  include: string[];
  /** If there are any, every file that matches none of them is `excluded`. */
  only: string[];
  exclude: string[];
  /** Read `.gitignore`, `.ignore`, `.semgrepignore`, `.assayignore` (default true). */
  useIgnoreFiles: boolean;
  /** Skip dependencies, build output, minified and generated files (default true). */
  useDefaults: boolean;
  /** Read `.assay/config.toml` in folders below the root (default true). */
  useFolderConfigs: boolean;
  /** Larger files are skipped as `too-large`; bytes. */
  maxFileSize: number;
  /** Hash every file, even where size and time are unchanged. */
  verify: boolean;
}

/** One walk over the open project. */
export interface IntakeRun {
  /** The id that the store gave the run. */
  revision: number;
  projectId: number;
  /** Only results under this rule set are known. */
  ruleSetHash: string;
  options: IntakeOptions;
  /**
   * Where alone something has happened since the run before: if that came to its end and took files alike, all others
   * are taken as it found them, and the walk is spared.
   */
  changed?: string[];
}

/** Where intake learns what is known and writes down what it sees: the store, over a port of its own. */
export type IntakeLedger = Pick<
  StoreService,
  'knownFiles' | 'followUp' | 'addFiles' | 'addSkipped' | 'keepUnchanged' | 'walked'
>;

/** What intake has seen so far. */
export interface IntakeTotals {
  /** To be analysed or reused. */
  files: number;
  bytes: number;
  unchanged: number;
  skipped: number;
  /** Whether the walk is over, so that `files` will only change by files found binary, generated and so on. */
  walked: boolean;
}

/** A file of the project that holds rules. */
export interface FoundRuleFile {
  path: string;
  text: string;
  dialect: Dialect;
  /** How many rules it seems to hold; 0 for a configuration and for utilities of rules. */
  rules: number;
}

/** The contract of the intake worker. One project is open at a time; one run at a time walks it. */
export interface IntakeService {
  /** Remembers where files come from; reads nothing yet, but an archive's table. Returns the root's name. */
  open(source: ProjectSource): Promise<{ name: string }>;
  /** For sources that the page lists: whether it should list these folders. The files beside them are pushed first. */
  shouldEnter(folders: string[], options: IntakeOptions): Promise<boolean[]>;
  /**
   * For sources that the page lists: what is in a folder; '' is the root. Answers with the files that must be pushed
   * before `folderListed`; where there are none it need not be called.
   */
  folderHas(folder: string, files: string[], folders: string[]): Promise<string[]>;
  /** For sources that the page lists: nothing more comes of this folder; `why` says that it could not be listed. */
  folderListed(folder: string, why?: string): Promise<void>;
  /** For sources that the page lists: files the page has listed, parents before children; `done` ends the list. */
  pushFiles(files: PickedFile[], done: boolean): Promise<void>;
  /**
   * Starts the walk of a run and returns at once; of `pushed` sources it takes what is listed so far, and goes on with
   * the list. Await it before `take`. `progress` is told about every 100 ms and at the end, and not any more after `cancel`.
   */
  start(run: IntakeRun, ledger: MessagePort, progress: (totals: IntakeTotals) => void): Promise<void>;
  /**
   * Settles when the walk and all reading of this revision are over; rejects with what ended them early, and with
   * `cancelled` if that was `cancel` or another run or project.
   */
  finished(revision: number): Promise<IntakeTotals>;
  /**
   * Whether files are other ones than the last run found, by name, size and time: where something happened, or without
   * paths anywhere. False after a run that was cancelled, true where there was none; rejects where nothing can be read.
   */
  isOutdated(paths?: string[]): Promise<boolean>;
  /** Stops the walk of this revision; waiting `take` calls answer with nothing. */
  cancel(revision: number): Promise<void>;
  /** The next files to analyse, at most about `maxBytes` of them; an empty list ends the run for the caller. */
  take(revision: number, consumer: number, maxBytes: number): Promise<SourceFile[]>;
  /** Paths that a consumer which died was given in this run, in order; it is given no more, whatever it has asked for. */
  handedOut(revision: number, consumer: number): Promise<string[]>;
  /** One file of the open project for the viewer or a retry, decoded; rejects with `file-gone` or `no-project`. */
  read(path: string): Promise<SourceFile>;
  /** The same with its bytes as they are, for who changes it. */
  raw(path: string): Promise<RawFile>;
  /** What the open project's own configuration says. */
  projectConfig(): Promise<ProjectConfig>;
  /** What folders say of the files in them, as far as the last run came by. */
  folderConfigs(): Promise<FolderConfig[]>;
  /** What folders say of the findings in a file, as the last run came by them; undefined where they say nothing. */
  choiceAt(path: string): Promise<FindingsChoice | undefined>;
  /** The packs of rules that are installed in the open project, each held against its hash. */
  packs(): Promise<InstalledPack[]>;
  /** The files below a folder of the open project, as far as that is no more than a pack may hold. */
  packFiles(folder: string): Promise<PackFile[]>;
  /** Reads a pack from where somebody has it: a folder or an archive. Rejects with a sentence where it is not to be used. */
  readPack(source: ProjectSource): Promise<Pack>;
  /** Texts of files that say how other tools go about the project, by path: those that are there. */
  toolFiles(): Promise<{ path: string; text: string }[]>;
  /** The files in which its people keep what they decided, by name; without text where they are too large. */
  teamFiles(): Promise<{ path: string; text?: string }[]>;
  /** Rule files that the open project keeps for us, in `.assay/rules`. */
  ownRules(): Promise<{ path: string; text: string }[]>;
  /**
   * Other rule files of the open project: `sgconfig.yml` with what it names, and those among these paths that hold
   * rules; without paths, among all that the last walk came by.
   */
  foundRules(paths?: string[]): Promise<FoundRuleFile[]>;
}

/** What a scan takes in unless it is told otherwise. */
export const DEFAULT_INTAKE_OPTIONS: IntakeOptions = {
  include: [],
  only: [],
  exclude: [],
  useIgnoreFiles: true,
  useDefaults: true,
  useFolderConfigs: true,
  maxFileSize: 20 * 1024 * 1024,
  verify: false,
};
