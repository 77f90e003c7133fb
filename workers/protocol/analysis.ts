import type { LoadedRules, Problem, RuleSource, Severity } from './engine';
import type { SourceFile } from './files';

/** What an analysis worker needs once, before anything else. Modules are compiled by the host and shared. */
export interface AnalysisSetup {
  engine: WebAssembly.Module;
  /** Fetches a compiled grammar by its name (`LanguageInfo.grammar`); the host compiles each one once. */
  grammar(name: string): Promise<WebAssembly.Module>;
}

export interface AnalysisOptions {
  /** A file that takes longer is cut off and reported; ms. */
  fileBudgetMs: number;
  /** False runs every rule on every file; for tests of the sieve. */
  useSieve: boolean;
  /** Keep compressed text of files that have findings, for the store. */
  keepText: boolean;
}

/** The result of one file, on its way to the store. Buffers are moved. */
export interface FileResult {
  path: string;
  size: number;
  modifiedMs: number;
  hash: string;
  elapsedMs: number;
  /** A `FileReport` as UTF-8 JSON. */
  report: Uint8Array<ArrayBuffer>;
  findings: number;
  /** The file's text, deflate-raw; only for files with findings, and if asked for. */
  text?: Uint8Array<ArrayBuffer>;
}

/** Findings by severity that are not suppressed. */
export type SeverityCounts = Record<Severity, number>;

/** What a worker tells its host after each batch, for the progress display. */
export interface AnalysisProgress {
  revision: number;
  files: number;
  bytes: number;
  parsed: number;
  counts: SeverityCounts;
}

/** Where an analysis worker gets files from and puts results: intake and store, over message ports. */
export interface AnalysisSourceAndSink {
  take(revision: number, maxBytes: number): Promise<SourceFile[]>;
  put(revision: number, results: FileResult[]): Promise<void>;
}

/** The contract of an analysis worker. */
export interface AnalysisService {
  setup(setup: AnalysisSetup): Promise<void>;
  /** Replaces the rule set. Grammars are loaded later, when a file needs them. */
  loadRules(sources: RuleSource[], disabled: string[]): Promise<LoadedRules>;
  /** Loads the grammars of these languages and compiles their rules; returns what is wrong with them. */
  compileRules(languages: string[]): Promise<Problem[]>;
  /** Pulls files until there are none. `started` is told before each file, so that the host can watch over it. */
  run(
    revision: number,
    options: AnalysisOptions,
    ports: AnalysisSourceAndSink,
    progress: (progress: AnalysisProgress) => void,
    started: (path: string | undefined, ruleId?: string) => void,
  ): Promise<void>;
  /** Checks one text with the loaded rules, at once; for tests, `batch` and the rule page. Returns UTF-8 JSON of a `FileReport`. */
  check(path: string, bytes: Uint8Array, options: AnalysisOptions): Promise<Uint8Array<ArrayBuffer>>;
}
