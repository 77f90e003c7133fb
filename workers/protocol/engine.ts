/** What the engine tells, as everybody else sees it: its own types, and what other tools add to them. */
import type { RuleInfo as EngineRule } from '#engine';

/** The engine's own types, derived from Rust. Everything else in TypeScript imports them from here. */
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
  RuleOrigin,
  RuleSource,
  Severity,
  Status,
  TextStyle,
} from '#engine';

/** A rule as it is stored and shown: the engine's, or that of another program. */
export interface RuleInfo extends EngineRule {
  /** The program that it belongs to, where that is not Assay. */
  tool?: string;
}
