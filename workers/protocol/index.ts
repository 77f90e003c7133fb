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
  RuleChoice,
  RulePack,
  SeverityCounts,
  SummariseOrder,
} from './analysis';
export { DEFAULT_ANALYSIS_OPTIONS } from './analysis';
export type { Completeness, Gap, GapKind, Unchecked } from './completeness';
export { CONCERN_NAMES, CONCERNS, type Concern, concernOf } from './concerns';
export { CONFIDENCES } from './confidences';
export {
  CONFIG_SCHEMA,
  CONFIG_VERSION,
  type ConfigSchema,
  FOLDER_SCHEMA,
  LEFT_OUT,
  type LeftOut,
  schemaForEditors,
} from './config-schema';
export { deflate, deflatePieces, inflate, TooLargeError } from './deflate';
export { DOUBTS, doubtOf } from './doubts';
export { distance, nearestOf } from './edit-distance';
export type {
  Classes,
  Confidence,
  Dialect,
  Doubt,
  Edit,
  EditorConfig,
  FileReport,
  Finding,
  FindingOrigin,
  Fix,
  FlowKind,
  FlowStep,
  Label,
  LabelStyle,
  Lines,
  LoadedRules,
  Location,
  Metavariable,
  NotParsed,
  ParseHealth,
  ParseOutcome,
  Position,
  Problem,
  ProblemKind,
  Range,
  RuleCost,
  RuleInfo,
  RuleOrigin,
  RuleSource,
  Severity,
  Status,
  TextStyle,
} from './engine';
export { AssayError, type ErrorEnvelope, explain, toEnvelope } from './errors';
export type {
  FileEntry,
  FollowedUp,
  KeptFile,
  KnownFile,
  RawFile,
  SkippedFile,
  SkipReason,
  SourceFile,
} from './files';
export { type FindingTally, tallyFindings } from './finding-tallies';
export type {
  AppliedFix,
  FixChoice,
  FixedFile,
  FixOrder,
  RefactorOrder,
  Refusal,
  RefusedFix,
  RewriteChoice,
} from './fixes';
export { FORMATTERS, type FormatOrder, type FormatService, type Formatter } from './format';
export type { Gate, GateCondition } from './gate';
export type {
  FoundRuleFile,
  IntakeLedger,
  IntakeOptions,
  IntakeRun,
  IntakeService,
  IntakeTotals,
  PickedFile,
  ProjectSource,
} from './intake';
export { DEFAULT_INTAKE_OPTIONS } from './intake';
export type { BaselineState, KnownFinding } from './known-finding';
export { learntInAstGrep, learntInSemgrep } from './learnt';
export {
  diffPacks,
  EARLIER_PACKS,
  type InstalledPack,
  isPackName,
  PACK_LIMITS,
  PACK_LOCK,
  PACK_MANIFEST,
  PACK_SEAL,
  PACKS_FOLDER,
  type Pack,
  type PackDiff,
  type PackFile,
  type PackManifest,
  type PackRecord,
  type PackRecords,
  packHash,
  readPack,
  readRecords,
  rulePaths,
  rulesIn,
  writeRecords,
} from './packs';
export { PROFILES } from './profiles';
export {
  CONFIG_PATH,
  type ConfigLayer,
  type ConfigValues,
  choiceOfConfig,
  contentHash,
  describeConfig,
  describeFolders,
  type FindingsChoice,
  type FolderConfig,
  HASH_MARK,
  isEmptyChoice,
  joinChoices,
  joinConfigs,
  joinLayers,
  NO_CONFIG,
  notWanted,
  type ProjectConfig,
  problemsOfFolders,
  unknownRules,
  withSeverities,
} from './project-config';
export type {
  ChangedSource,
  FoundUses,
  IndexAnswer,
  IndexOrder,
  IndexQueries,
  IndexQuery,
  IndexSource,
  LoadEmbedding,
  NamesAnswer,
  ProjectIndexService,
  Proof,
  RuleSearchOrder,
  SearchPart,
  TextAnswer,
  TextCount,
  TextPlace,
  UsesPart,
} from './project-index';
export type { PackedText, TextVersion } from './project-texts';
export type { Pulse } from './pulse';
export { presentIds, ruleOfId } from './rule-ids';
export {
  addCounts,
  noCounts,
  SEVERITIES,
  severityCounts,
  severityRank,
  WORST_FIRST,
} from './severities';
export { sha256 } from './sha256';
export type { SiteFile, SiteFiles } from './site-files';
export { addressOf, SITE_CACHE, SITE_FILES_ID } from './site-files';
export { COMMENT_RULES, DEEP, ELSEWHERE, statusOfSuppression } from './status';
export type {
  Alternatives,
  ChangedFinding,
  Facets,
  FacetValue,
  FileRow,
  FindingDetail,
  FindingGroup,
  FindingRow,
  FindingState,
  FindingsFilter,
  FindingsLists,
  FindingsView,
  FoundRule,
  GroupBy,
  ImportedFile,
  ImportedFinding,
  Project,
  ProjectSummary,
  QueryName,
  RunChanges,
  RunEnd,
  RunStart,
  RunStatus,
  RunSummary,
  Snapshot,
  Snippet,
  SortBy,
  StorageInfo,
  StoreChange,
  StorePlace,
  StoreQueries,
  StoreService,
  StoreWorkerService,
  TableName,
  TreeFile,
} from './store';
export { DATABASE_NAMES, STORE_NAMES, STORE_SETTINGS } from './store';
export type {
  AnalysisInfo,
  AskRow,
  CalleeRow,
  ChangedFile,
  DefinitionPlace,
  DefinitionRow,
  FileSummaries,
  FoundFile,
  FoundPlace,
  HoverRow,
  Lead,
  MovedFile,
  Moving,
  Obstacle,
  OutlineRow,
  ProjectFinding,
  ProjectPass,
  ReferenceRow,
  Renaming,
  SearchAnswer,
  StoredSummary,
  Structure,
  Summary,
  SummaryCount,
  SummaryMaker,
  SummaryPage,
  SymbolRow,
  Unsummarised,
  UsedFile,
  UsedPlace,
} from './summaries';
export type { Threat, ThreatModel } from './threats';
export {
  DEFAULT_THREAT_MODELS,
  describeThreat,
  THREAT_MODELS,
  THREAT_NAMES,
  THREATS,
  threatOf,
} from './threats';
export { isToolFile, TOOL_FILES } from './tool-files';
export { joinTools, toolsIn } from './tools';
export type { DecidedFinding, Decision, DecisionMade, Triage, TriageChange } from './triage';
export { DECISIONS, TEAM_EXTENSION, TEAM_FOLDER } from './triage';
export { problemsOfPacks, rulesOfPacks } from './used-packs';
export {
  type AskedPlace,
  type Clause,
  type ClauseScope,
  type ConvertedRule,
  type Explanation,
  type JudgedClause,
  type LearntPattern,
  type LearntRule,
  OWN_RULES,
  type RuleDialect,
  type RuleExample,
  type RuleHead,
  type ShownNode,
  type ShownTrees,
  type TriedCode,
  type TriedResult,
  type TriedRules,
  type WorkshopService,
} from './workshop';
