/** The store worker: projects, runs and findings in SQLite, and the named queries that read them. */
import type { FileResult, SeverityCounts } from './analysis';
import type { Completeness, Unchecked } from './completeness';
import type {
  Finding,
  Fix,
  FlowStep,
  Lines,
  ParseOutcome,
  Problem,
  RuleCost,
  RuleInfo,
  Severity,
  Status,
} from './engine';
import type { ErrorEnvelope } from './errors';
import type { FileEntry, FollowedUp, KeptFile, KnownFile, SkippedFile } from './files';
import type { FindingTally } from './finding-tallies';
import type { KnownFinding } from './known-finding';
import type { PackedText, TextVersion } from './project-texts';
import type {
  FileSummaries,
  ProjectFinding,
  ProjectPass,
  SummaryMaker,
  SummaryPage,
  Unsummarised,
} from './summaries';
import type { DecidedFinding, Decision, DecisionMade, Triage, TriageChange } from './triage';

/**
 * Names of the IndexedDB databases of this origin. The page keeps directory handles in `handles` (with `idb`);
 * its connection must close on `versionchange` (`blocking` in `idb`), because `reset` deletes all of them.
 */
export const DATABASE_NAMES = {
  store: 'assay-store',
  handles: 'assay-handles',
  drafts: 'assay-drafts',
} as const;

/** Names of the store's worker, by where it keeps its data. */
export const STORE_NAMES = { browser: 'store', memory: 'store-in-memory' } as const;

/** Where the store keeps its data: in the browser, or in the tab's own memory where that is not possible. */
export type StorePlace = keyof typeof STORE_NAMES;

/** Keys of settings that the store itself reads; all others belong to the page. */
export const STORE_SETTINGS = {
  /** `off` keeps no texts of files; anything else keeps them. */
  keepTexts: 'store.keep-texts',
  /** Bytes of compressed texts to keep, decimal; if not set, 256 MB or a fifth of the quota, whichever is less. */
  textBudget: 'store.text-budget',
  /** Ids of rules that are off unless somebody turns them on, and were turned on; one a line. */
  turnedOn: 'rules.turned-on',
} as const;

/** Names of stored tables; subscribers are told which of them changed. */
export type TableName =
  | 'projects'
  | 'runs'
  | 'files'
  | 'findings'
  | 'rules'
  | 'texts'
  | 'settings'
  | 'skipped'
  | 'triage'
  | 'summaries';

export interface Project {
  id: number;
  name: string;
  /** Where it came from: shown, and tells whether a handle is kept in IndexedDB under this id. */
  sourceKind: 'handle' | 'files' | 'archive' | 'example' | 'shared';
  /** It is shown and not kept. */
  isTemporary?: true;
  createdMs: number;
  openedMs: number;
  files: number;
  bytes: number;
  counts: SeverityCounts;
  lastRun?: RunSummary;
  /** What can be said of it after its last run, or as its sender said; none if it was never scanned. */
  completeness?: Completeness;
  /** Where the last run failed: the run before it whose results are shown. */
  earlier?: { startedMs: number; completeness: Completeness };
}

export type RunStatus = 'running' | 'done' | 'cancelled' | 'interrupted' | 'failed';

export interface RunSummary {
  id: number;
  status: RunStatus;
  startedMs: number;
  /** Of an interrupted run, until the last thing that was stored of it; 0 if nobody knows. */
  elapsedMs: number;
  files: number;
  unchanged: number;
  parsed: number;
  skipped: number;
}

/** A finding that a run has and the one before it had not, or the reverse. */
export interface ChangedFinding {
  /** Of one that is gone nothing is there by it any more. */
  id: number;
  path: string;
  line: number;
  ruleId: string;
  excerpt: string;
  /** The file it was in before, where it moved. */
  formerPath?: string;
}

/** What was open after a run. */
export interface Snapshot {
  /** 0 for the baseline that the project brings. */
  runId: number;
  madeMs: number;
  findings: number;
  /** In the order of `SEVERITIES`; all 0 of a baseline, which does not know them. */
  counts: number[];
}

/** What a run changed; of each kind all are counted, and the first ones listed by path. Only open findings count. */
export interface RunChanges {
  runId: number;
  counts: { new: number; gone: number; moved: number };
  new: ChangedFinding[];
  gone: ChangedFinding[];
  moved: ChangedFinding[];
}

/** A finding's status in a word, or what was decided of it where it is open; `gone`: an imported finding that is not in the receiver's own checkout any more. */
export type FindingState = Status['kind'] | 'gone' | Decision;

/** Values of the parts of a filter. */
export interface FindingsLists {
  severities?: Severity[];
  rules?: string[];
  languages?: string[];
  /** Path prefixes: a folder (ending in `/`) or a file. */
  paths?: string[];
  states?: FindingState[];
  /** Programs that found something; of imported projects. */
  tools?: string[];
}

/** What the findings view asks for. Lists are "any of"; an empty or missing list does not narrow. */
export interface FindingsFilter extends FindingsLists {
  projectId: number;
  /** Case-insensitive words, all of which must occur in message, rule id, path or excerpt. */
  text?: string;
  /** Only what is open and was not after this run, as `snapshots` numbers them; all where that run is not kept. */
  since?: number;
  /** What is left out: "none of". */
  not?: FindingsLists;
}

export type GroupBy = 'rule' | 'file' | 'severity' | 'none';
export type SortBy = 'severity' | 'path';

export interface FacetValue {
  value: string;
  count: number;
}

/** The counts beside each filter. Each facet is counted under all filters but its own. */
export interface Facets {
  severity: FacetValue[];
  rule: FacetValue[];
  language: FacetValue[];
  folder: FacetValue[];
  state: FacetValue[];
  /** Empty where all findings are Assay's own. */
  tool: FacetValue[];
}

export interface FindingGroup {
  /** Rule id, path or severity; empty for the one group of a list that has none. */
  key: string;
  /** Index into `ids` of its first row. */
  start: number;
  count: number;
  /** What all of its findings say, where they are of one rule and say the same. */
  message?: string;
}

/** The answer to a filter: every id in order (moved, not copied), the groups over it, and the facets. */
export interface FindingsView {
  ids: Uint32Array<ArrayBuffer>;
  groups: FindingGroup[];
  facets: Facets;
  /** Findings of the project in the wanted states, before any other filter: hidden ones do not count unasked. */
  total: number;
  /** Of the project: an empty list means "no findings" only where this is whole. None if it was never scanned. */
  completeness?: Completeness;
}

/** A row of the list. */
export interface FindingRow {
  id: number;
  ruleId: string;
  severity: Severity;
  message: string;
  path: string;
  line: number;
  col: number;
  excerpt: string;
  state: FindingState;
  hasFix: boolean;
}

/** All of one finding. */
export interface FindingDetail {
  id: number;
  path: string;
  state: FindingState;
  finding: Finding;
  others?: Alternatives;
  rule?: RuleInfo;
  /** What people say of it. */
  triage?: Triage;
}

/** Other ways of the data and other fixes of an imported finding; the first of each is in the finding itself. */
export interface Alternatives {
  flows: FlowStep[][];
  fixes: Fix[];
}

/** Some lines of a file that came with a shared finding, where the file itself did not. */
export interface Snippet {
  /** From 1. */
  startLine: number;
  text: string;
}

/** A file of a shared project. */
export interface ImportedFile {
  path: string;
  language?: string;
  findings: ImportedFinding[];
  snippets?: Snippet[];
}

export interface ImportedFinding {
  finding: Finding;
  others?: Alternatives;
  /** Set after re-anchoring: it is not in the receiver's checkout. */
  gone?: boolean;
}

export interface FileRow {
  path: string;
  size: number;
  language?: string;
  lines: Lines;
  parse: ParseOutcome;
  problems: Problem[];
  elapsedMs: number;
  /** Open findings by severity. */
  counts: SeverityCounts;
  /** `pending` while the run has not come to it. */
  status: 'pending' | 'done' | 'failed';
  /** Of the text that was checked; empty where there is none. */
  hash: string;
  hasText: boolean;
}

/** For the tree: one entry per file, small enough for 100,000 of them. */
export interface TreeFile {
  path: string;
  size: number;
  language?: string;
  findings: number;
  worst?: Severity;
  status: 'pending' | 'done' | 'failed';
}

export interface ProjectSummary {
  files: number;
  bytes: number;
  lines: Lines;
  languages: {
    language: string;
    files: number;
    bytes: number;
    lines: Lines;
    errorFiles: number;
    nodes: number;
    errorBytes: number;
  }[];
  severities: SeverityCounts;
  rules: { ruleId: string; severity: Severity; count: number }[];
  /** Each folder's own files and all below it; the root is ''. */
  folders: { path: string; files: number; lines: number; findings: number; worst?: Severity }[];
  slowest: { path: string; elapsedMs: number }[];
  skipped: { reason: string; count: number }[];
  problems: Problem[];
  /** None if it was never scanned. */
  completeness?: Completeness;
}

export interface StorageInfo {
  /** Bytes in the database, and of them in kept texts. */
  databaseBytes: number;
  textBytes: number;
  textBudgetBytes: number;
  keepTexts: boolean;
  quotaBytes: number;
  usageBytes: number;
  sqliteVersion: string;
}

/** A rule as the rules view lists it. */
export interface FoundRule extends RuleInfo {
  enabled: boolean;
  /** Open findings in the project. */
  findings: number;
  /** What it cost in the latest scan of the project that analysed anything; none if it was not tried there. */
  cost?: Omit<RuleCost, 'id'>;
}

/** Named queries: parameters and row type of each. `workers/store/queries/<name>.ts` implements one each. */
export interface StoreQueries {
  projects: { params: Record<string, never>; result: Project[] };
  project: { params: { projectId: number }; result: Project | undefined };
  /** Undefined if the last run did not come to its end, or is the project's first. */
  runChanges: { params: { projectId: number }; result: RunChanges | undefined };
  /** What was open after each run, the oldest first; the baseline that the project brings stands before them. */
  snapshots: { params: { projectId: number }; result: Snapshot[] };
  /** What was open after a run, of all severities or of one by its place; undefined if it is not kept. */
  snapshotFindings: {
    params: { projectId: number; runId: number; rank?: number };
    result: { count: number; listed: ChangedFinding[] } | undefined;
  };
  /** What a run has that another has not, and the reverse; undefined if one of them is not kept. */
  snapshotChanges: {
    params: { projectId: number; before: number; after: number };
    result: RunChanges | undefined;
  };
  /** All that is open, for a baseline. */
  openFindings: { params: { projectId: number }; result: KnownFinding[] };
  findingsView: {
    params: { filter: FindingsFilter; groupBy: GroupBy; sortBy: SortBy };
    result: FindingsView;
  };
  findingRows: { params: { projectId: number; ids: number[] }; result: FindingRow[] };
  findingDetail: { params: { id: number }; result: FindingDetail | undefined };
  findingsOfFile: { params: { projectId: number; path: string }; result: FindingDetail[] };
  /** All findings of the project, or those with the ids, for export and sharing. */
  findingDetails: { params: { projectId: number; ids?: number[] }; result: FindingDetail[] };
  /** All open findings, counted by what they are chosen by. */
  findingTallies: { params: { projectId: number }; result: FindingTally[] };
  /** All that was decided of findings of the project, also of those that are not there now. */
  decisions: { params: { projectId: number }; result: DecidedFinding[] };
  treeFiles: { params: { projectId: number }; result: TreeFile[] };
  /** Paths of the files with open findings that have a fix: of all rules, or of one. */
  fixableFiles: { params: { projectId: number; ruleId?: string }; result: string[] };
  file: { params: { projectId: number; path: string }; result: FileRow | undefined };
  /** The kept text of a file, inflated; undefined if it was not kept. */
  fileText: { params: { projectId: number; path: string }; result: Uint8Array<ArrayBuffer> | undefined };
  /** What came with a shared file; empty for scanned ones. */
  snippets: { params: { projectId: number; path: string }; result: Snippet[] };
  skipped: { params: { projectId: number }; result: SkippedFile[] };
  /** What the last run found but did not read or check whole, by path. */
  unchecked: { params: { projectId: number }; result: Unchecked[] };
  summary: { params: { projectId: number }; result: ProjectSummary };
  /** By what people call what rules find, the likeliest first; an empty text gives all. With counts and costs in the project, if one is named. */
  rules: {
    params: { text: string; projectId?: number };
    result: FoundRule[];
  };
  /** Ids of rules the user has switched off, for `loadRules` on start. */
  disabledRules: { params: Record<string, never>; result: string[] };
  storage: { params: Record<string, never>; result: StorageInfo };
  setting: { params: { key: string }; result: string | undefined };
}

export type QueryName = keyof StoreQueries;

/** What a committed write changed. */
export interface StoreChange {
  tables: TableName[];
  /** The queries that read one of these tables and may answer differently now. */
  queries: QueryName[];
  /** The project whose rows changed; undefined if the change is not of one project. */
  projectId?: number;
}

export interface RunStart {
  projectId: number;
  /** Results of other rule sets are not reused. */
  ruleSetHash: string;
  /** What is wrong with the rules, as far as is known before they are used. */
  ruleProblems?: Problem[];
}

/** What is told at the end of a run beside its figures. */
export interface RunEnd {
  costs?: RuleCost[];
  /** All that is wrong with the rules; those told at the start if missing. */
  ruleProblems?: Problem[];
  /** What ended a failed run. */
  error?: ErrorEnvelope;
}

/**
 * The contract of the store worker. Any call can reject with `quota-exceeded` (nothing of that call was stored),
 * `database-busy` (another tab holds the database) or `database-corrupt`.
 */
export interface StoreService {
  /**
   * Opens or creates the database; rejects with `database-corrupt`, `database-foreign`, `database-newer` or
   * `storage-unavailable`. After that only `exportDatabase`, `rebuild` and `reset` can be called.
   */
  open(): Promise<void>;
  createProject(name: string, sourceKind: Project['sourceKind']): Promise<number>;
  /**
   * A `shared` project that is shown and not kept: `projects` does not list it, and it goes with the tab, which holds
   * it from now on, unless `keepProject` makes it one of the person's own.
   */
  createTemporary(name: string): Promise<number>;
  /**
   * Holds a temporary project again, after a reload. False if there is none, or if another tab holds it. `wasLeft` says
   * that the page that held it has gone, and may only be slow to let go.
   */
  holdTemporary(projectId: number, wasLeft?: boolean): Promise<boolean>;
  /** Removes the temporary projects of tabs that are gone. */
  removeTemporary(): Promise<void>;
  keepProject(projectId: number): Promise<void>;
  /** Makes it the most recent one: `projects` answers with the most recent first. */
  touchProject(projectId: number): Promise<void>;
  deleteProject(projectId: number): Promise<void>;
  /**
   * Fills a `shared` project; its findings and rules then answer every query as scanned ones do. Called again,
   * after re-anchoring, it replaces what was there. The rules are the project's own: they are not in `rules`.
   * `completeness` is the sender's; without it the project stays as it was, and is never taken for whole.
   */
  importFindings(
    projectId: number,
    files: ImportedFile[],
    rules: RuleInfo[],
    completeness?: Completeness,
  ): Promise<void>;
  /**
   * Begins a run; an earlier one of this tab on the project becomes `cancelled`. Rejects with `project-busy` if
   * another tab is scanning the project. A run left `running` by a closed tab becomes `interrupted`.
   */
  beginRun(start: RunStart): Promise<{ runId: number }>;
  /** Files whose results may be reused under this rule set. */
  knownFiles(projectId: number, ruleSetHash: string): Promise<KnownFile[]>;
  /**
   * Has a run go on from what the run `before` saw, but for the files at `paths`; undefined if it cannot, and has to tell
   * of all files itself.
   */
  followUp(runId: number, before: number, paths: string[]): Promise<FollowedUp | undefined>;
  addFiles(runId: number, entries: FileEntry[]): Promise<void>;
  addSkipped(runId: number, entries: SkippedFile[]): Promise<void>;
  keepUnchanged(runId: number, entries: KnownFile[]): Promise<void>;
  /** Notes that the walk of the run came to its end. A run without this note is never whole, and removes nothing. */
  walked(runId: number): Promise<void>;
  /**
   * Stores whole files, in one transaction. Batches that arrive during a transaction go into the next one together.
   * Results of a run that is no longer running are dropped; returns whether they were kept.
   */
  putResults(runId: number, results: FileResult[]): Promise<boolean>;
  /**
   * Ends a run, and works out its completeness. `done` removes files that a walk which came to its end has not seen,
   * but for those in what it could not read, and keeps what the rules have cost; any other status leaves both as they
   * were. Rejects with `no-project` if the project was deleted meanwhile.
   */
  endRun(
    runId: number,
    status: Exclude<RunStatus, 'running'>,
    summary: Omit<RunSummary, 'id' | 'status'>,
    end?: RunEnd,
  ): Promise<void>;
  /**
   * Keeps the texts of all files of a project that are not kept yet, while there is room, read from intake over a port
   * of its own. Settles early when a run begins or the project is deleted.
   */
  keepTexts(projectId: number, source: MessagePort): Promise<void>;
  /** Keeps what files tell others, of files whose present content it was made of. */
  putSummaries(projectId: number, engine: string, files: FileSummaries[]): Promise<void>;
  /** Files whose summaries are still to be made, and how far it is with the others. */
  unsummarised(projectId: number, maker: SummaryMaker): Promise<Unsummarised>;
  /** The summaries of a project, from the first one or from where the last page ended. */
  summaries(projectId: number, engine: string, from: number): Promise<SummaryPage>;
  /** The files of a project that have a text, by path. */
  textVersions(projectId: number): Promise<TextVersion[]>;
  /** The kept text of a file and its hash; undefined where there is none. */
  keptFile(projectId: number, path: string): Promise<KeptFile | undefined>;
  /** Kept texts by hash; those that are not kept are left out. */
  packedTexts(hashes: string[]): Promise<PackedText[]>;
  /**
   * Replaces the findings of the project as a whole; those of files that are not stored are left out. What the rules
   * did not see is part of the project's completeness.
   */
  putProjectFindings(projectId: number, pass: ProjectPass, found: ProjectFinding[]): Promise<void>;
  /**
   * Moves what is stored under former ids of rules to their present ones: findings keep their own ids and what was
   * decided of them, rules that are off stay off.
   * @param renamed as `presentIds` tells it
   */
  renameRules(renamed: ReadonlyMap<string, string>): Promise<void>;
  /** Changes what is said of findings, in one transaction, and follows them from then on. */
  decide(projectId: number, ids: Uint32Array<ArrayBuffer>, change: TriageChange): Promise<DecisionMade>;
  /** The same where it is known by identity and path what is said; nothing of those of which nothing is said any more. */
  putDecisions(projectId: number, decisions: DecidedFinding[]): Promise<DecisionMade>;
  /** Keeps the baseline that a project brings, for comparisons; undefined where it brings none. */
  putBaseline(projectId: number, findings: KnownFinding[] | undefined): Promise<void>;
  /** Takes such a change back; the answer takes that back in turn. Undefined if the change is not known any more. */
  undoDecision(projectId: number, changeId: number): Promise<DecisionMade | undefined>;
  /** Replaces the rules that can be searched, and the set of those switched off. */
  putRules(rules: RuleInfo[], disabled: string[]): Promise<void>;
  /** Rule files the user has imported; they are loaded with the built-in ones on every start. */
  userRuleFiles(): Promise<{ path: string; text: string }[]>;
  putUserRuleFile(path: string, text: string): Promise<void>;
  deleteUserRuleFile(path: string): Promise<void>;
  /** See `STORE_SETTINGS`; undefined deletes. */
  setSetting(key: string, value: string | undefined): Promise<void>;
  query<Q extends QueryName>(name: Q, params: StoreQueries[Q]['params']): Promise<StoreQueries[Q]['result']>;
  /** Told after committed writes, in this tab and in others, what changed; changes in quick succession come as one. */
  subscribe(listener: (change: StoreChange) => void): Promise<void>;
  wipeTexts(): Promise<void>;
  /** The whole database as one SQLite file, for a way out; also of a corrupt or newer one. */
  exportDatabase(): Promise<Uint8Array<ArrayBuffer>>;
  /** Rebuilds indexes and checks the result; for a database that reports damage. */
  rebuild(): Promise<void>;
  /** Deletes everything that is stored, kept handles too, in all tabs, and starts anew. */
  reset(): Promise<void>;
}

/** The store as a worker of its own. */
export interface StoreWorkerService extends StoreService {
  /** Once, before anything else: SQLite as the page has compiled it. */
  setup(sqlite: WebAssembly.Module): Promise<void>;
}
