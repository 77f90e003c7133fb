/** What the engine tells, as everybody else sees it: its own types, and what the store and other tools add to them. */
import type {
  Finding as EngineFinding,
  Label as EngineLabel,
  RuleInfo as EngineRule,
  FlowStep as EngineStep,
} from '#engine';

/** The engine's own types, derived from Rust. Everything else in TypeScript imports them from here. */
export type {
  Dialect,
  FileReport,
  Fix,
  FlowKind,
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
  RuleCost,
  RuleOrigin,
  RuleSource,
  Severity,
  Suppression,
} from '#engine';

/**
 * A step, a label, a rule and a finding as they are stored and shown: the engine's, with what only those have that came
 * from elsewhere. A path may lead through several files there, and a rule may be another program's.
 */
export interface FlowStep extends EngineStep {
  /** Its file, where that is another one than the finding's. */
  path?: string;
}

export interface Label extends EngineLabel {
  /** Its file, where that is another one than the finding's. */
  path?: string;
}

export interface RuleInfo extends EngineRule {
  /** The program that it belongs to, where that is not Assay. */
  tool?: string;
}

export interface Finding extends Omit<EngineFinding, 'flow' | 'labels'> {
  flow?: FlowStep[];
  labels: Label[];
}
