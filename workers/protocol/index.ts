/** Everything that crosses a worker's border: a file per contract. */

export type {
  AnalysisLevel,
  AnalysisOptions,
  AnalysisProgress,
  AnalysisService,
  AnalysisSink,
  AnalysisSource,
  FileResult,
  LoadGrammar,
  SeverityCounts,
} from './analysis';
export { DEFAULT_ANALYSIS_OPTIONS } from './analysis';
export type {
  Dialect,
  FileReport,
  Finding,
  Fix,
  Label,
  LabelStyle,
  Lines,
  LoadedRules,
  Metavariable,
  NotParsed,
  ParseHealth,
  ParseOutcome,
  Position,
  Problem,
  ProblemKind,
  Range,
  RuleInfo,
  RuleOrigin,
  RuleSource,
  Severity,
  Suppression,
} from './engine';
export { AssayError, type ErrorEnvelope } from './errors';
export type { FileEntry, KnownFile, SkippedFile, SkipReason, SourceFile } from './files';
export type {
  IntakeLedger,
  IntakeOptions,
  IntakeRun,
  IntakeService,
  IntakeTotals,
  PickedFile,
  ProjectSource,
} from './intake';
export { DEFAULT_INTAKE_OPTIONS } from './intake';
export type {
  Facets,
  FacetValue,
  FileRow,
  FindingDetail,
  FindingGroup,
  FindingRow,
  FindingState,
  FindingsFilter,
  FindingsView,
  GroupBy,
  ImportedFile,
  ImportedFinding,
  Project,
  ProjectSummary,
  QueryName,
  RunStart,
  RunStatus,
  RunSummary,
  Snippet,
  SortBy,
  StorageInfo,
  StoreChange,
  StoreQueries,
  StoreService,
  TableName,
  TreeFile,
} from './store';
export { DATABASE_NAMES, STORE_SETTINGS } from './store';
