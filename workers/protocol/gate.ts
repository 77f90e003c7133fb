/** A project's gate: what a scan may find at most for its results to be accepted. */
import type { Confidence, Severity } from './engine';

/** One condition: so many findings of this sort are let through. */
export interface GateCondition {
  /** Whether findings that the baseline has are let through. */
  new: boolean;
  /** Findings below it are let through; all count where it is missing. */
  severity?: Severity;
  /** Findings below it are let through; all count where it is missing. */
  confidence?: Confidence;
  /** How many others are let through. */
  max: number;
}

/** The conditions, all of which must hold; unusable where somebody wrote what cannot be understood. */
export type Gate = readonly GateCondition[] | 'unusable';
