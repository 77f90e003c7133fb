/** What files tell others: made by the analysis workers, kept by the store, joined by the index worker. */
import type { AnalysisInfo, Summary } from '#engine';

export type {
  AnalysisInfo,
  AskRow,
  CalleeRow,
  ChangedFile,
  DefinitionPlace,
  DefinitionRow,
  FoundFile,
  FoundPlace,
  HoverRow,
  Lead,
  MovedFile,
  Moving,
  Obstacle,
  OutlineRow,
  ProjectFinding,
  ReferenceRow,
  Renaming,
  SearchAnswer,
  Structure,
  Summary,
  SymbolRow,
  UsedFile,
  UsedPlace,
} from '#engine';

/** What one file tells others, on its way to the store. */
export interface FileSummaries {
  path: string;
  /** Of the content that they were made of; of another content they are not kept. */
  hash: string;
  /** None if they cannot be made: the file takes too long, kills the engine or has no grammar. */
  summaries?: Summary[];
}

/** The engine and its analyses; summaries of others are made again. */
export interface SummaryMaker {
  /** The build of the engine. */
  engine: string;
  analyses: AnalysisInfo[];
}

/** How far the summaries of a project are. */
export interface SummaryCount {
  /** Files in languages that an analysis covers. */
  total: number;
  /** Those whose summaries are there. */
  done: number;
  /** Those whose summaries cannot be made. */
  failed: number;
}

/** Files without summaries of their present content, by path. */
export interface Unsummarised extends SummaryCount {
  /** Those whose summaries are still to be made. */
  paths: string[];
  /** Those whose summaries cannot be made. */
  failedPaths: string[];
}

/** One run of the rules about the project as a whole, after a scan. */
export interface ProjectPass {
  /** The run of the store whose files they looked at. */
  runId: number;
  /** Ids of the rules that ran. */
  rules: string[];
  /** Files that they should have known, and how many of them they did not. */
  total: number;
  missed: number;
  /** The missed ones by path, the first of them where there are very many. */
  examples: string[];
}

/** A summary as the store gives it out. */
export interface StoredSummary extends Summary {
  path: string;
  language: string;
}

/** Some summaries in the order in which they were stored. */
export interface SummaryPage {
  summaries: StoredSummary[];
  /** Asked for with this, the next page follows, and later on what was stored since. */
  end: number;
  isLast: boolean;
}
