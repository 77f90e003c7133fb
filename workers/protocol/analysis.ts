/** The analysis workers: engines that check one file at a time and hand its report to the store. */
import type { LoadedRules, Problem, RuleCost, RuleInfo, RuleSource, Severity, TextStyle } from './engine';
import type { FixedFile, FixOrder } from './fixes';
import type { IntakeService } from './intake';
import type { FindingsChoice } from './project-config';
import type { Pulse } from './pulse';
import type { StoreService } from './store';
import type { AnalysisInfo } from './summaries';
import type { ThreatModel } from './threats';
import type { WorkshopService } from './workshop';

/** Fetches a compiled grammar by its name (`LanguageInfo.grammar`); the host compiles each one once. */
export type LoadGrammar = (name: string) => Promise<WebAssembly.Module>;

/**
 * How far data is followed: as far as Semgrep's open engine does, or further (through the functions of a
 * file, without dead branches, elements told apart).
 */
export type AnalysisLevel = 'semgrep' | 'deep';

export interface AnalysisOptions {
  /** A file that takes longer is cut off and reported; ms. */
  fileBudgetMs: number;
  /** False runs every rule on every file; for tests of the prefilter. */
  usePrefilter: boolean;
  /** Send the compressed text of files that have findings along, for the store. */
  keepText: boolean;
  /** Whether the `files` and `ignores` globs of rules count; default true. */
  applyPaths?: boolean;
  /** Default `deep`. */
  analysis?: AnalysisLevel;
  /** Also makes summaries of files that are parsed, for `putSummaries`; default false. */
  summaries?: boolean;
  /** The language's id, if it is not to be told from path and text. */
  language?: string;
  /** Which findings count in every file; all where this is missing. */
  choice?: FindingsChoice;
  /** Present ids of rules by former ones, by which folders may name them. */
  formerIds?: ReadonlyMap<string, string>;
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

/** Open findings by severity. */
export type SeverityCounts = Record<Severity, number>;

/** What one worker has done since its run began; the host adds up. */
export interface AnalysisProgress {
  files: number;
  bytes: number;
  parsed: number;
  counts: SeverityCounts;
}

/** Where an analysis worker gets files from: intake, over a port of its own. */
export type AnalysisSource = Pick<IntakeService, 'take' | 'read' | 'raw'>;

/** Where an analysis worker puts results: the store, over a port of its own. */
export type AnalysisSink = Pick<StoreService, 'putResults' | 'putSummaries' | 'keptFile'>;

/** Rule files that come along, with what the engine would say of them, so that it need not read all of them first. */
export interface RulePack {
  /** For `loadRules`, as they are. */
  sources: RuleSource[];
  list: RuleInfo[];
}

/** Which rules run, and what they take for a source. */
export interface RuleChoice {
  sources: RuleSource[];
  /** Ids of rules that are switched off. */
  disabled: string[];
  /** The sources that count; only remote ones where nothing is said. */
  threatModels?: readonly ThreatModel[];
  /** Severities that rules have instead of their own, by id. */
  severities?: Readonly<Record<string, Severity>>;
}

/** Whose summaries are made. */
export interface SummariseOrder {
  projectId: number;
  /** The build of the engine. */
  engine: string;
  fileBudgetMs: number;
  /** Whether the kept texts are read in place of the files. */
  fromKept?: boolean;
}

/** The contract of an analysis worker. `revision` is the id that the store gave the run. */
export interface AnalysisService extends WorkshopService {
  /** Once, before anything else. The module is compiled by the host and shared by all workers. */
  setup(engine: WebAssembly.Module, grammar: LoadGrammar): Promise<void>;
  /** The ports of `AnalysisSource` and `AnalysisSink`; needed by `run`, `retry` and `fail` only. */
  connect(source: MessagePort, sink: MessagePort): Promise<void>;
  /** Replaces the rule set. Grammars are loaded later, when a file needs them. */
  loadRules(choice: RuleChoice): Promise<LoadedRules>;
  /** The same for a worker whose host hears from another one what is in them. */
  adoptRules(choice: RuleChoice): Promise<void>;
  /** The analyses that tell something of each file. */
  analyses(): Promise<AnalysisInfo[]>;
  /** Loads the grammars of these languages and compiles their rules; returns what is wrong with them. */
  compileRules(languages: string[]): Promise<Problem[]>;
  /**
   * Pulls files as `consumer` until there are none or `signal` aborts. Progress is told after results are on
   * their way to the sink, and has arrived when this settles. Returns what each rule has cost. Rejects with
   * `engine-trapped` when the engine died; the worker is of no use then, and its costs are lost.
   */
  run(
    revision: number,
    consumer: number,
    options: AnalysisOptions,
    progress: (progress: AnalysisProgress) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<RuleCost[]>;
  /**
   * Checks one file again after a worker died on it or near it, rule by rule; `step` is told before each
   * rule, so that the host knows the culprit if this worker dies too. `problem` is added to its report.
   */
  retry(
    revision: number,
    path: string,
    options: AnalysisOptions,
    skipRules: string[],
    problem: Problem | undefined,
    step: (ruleId: string) => void | Promise<void>,
  ): Promise<AnalysisProgress>;
  /** Puts an empty result that says why the file could not be checked. */
  fail(revision: number, path: string, problem: Problem): Promise<void>;
  /** Sends the summaries that the last run has made on the way, which had to wait for its findings; those not sent when `signal` aborts are lost. */
  putSummaries(projectId: number, engine: string, signal: AbortSignal): Promise<void>;
  /**
   * Makes the summaries of these files and sends them, until `signal` aborts; a file that takes longer than its budget
   * has none. Rejects with `engine-trapped` as `run` does.
   */
  summarise(order: SummariseOrder, paths: string[], signal: AbortSignal): Promise<void>;
  /** Notes of one file that its summaries cannot be made, because a worker died on it. */
  failSummaries(order: SummariseOrder, path: string): Promise<void>;
  /** What a file becomes by fixes, with the loaded rules; nothing is written. */
  fix(order: FixOrder): Promise<FixedFile>;
  /** How a file is to be written, as the `.editorconfig` files say that speak of it. */
  style(path: string): Promise<TextStyle>;
  /** Answers as soon as the worker is between two files, with how its work goes: the host's sign that it is not stuck. */
  ping(): Promise<Pulse>;
  /** Checks one text with the loaded rules, at once; for tests and the rule page. Returns UTF-8 JSON of a `FileReport`. */
  check(path: string, bytes: Uint8Array, options: AnalysisOptions): Promise<Uint8Array<ArrayBuffer>>;
}

/** How files are checked unless a host says otherwise. */
export const DEFAULT_ANALYSIS_OPTIONS: AnalysisOptions = {
  fileBudgetMs: 10_000,
  usePrefilter: true,
  keepText: false,
};
