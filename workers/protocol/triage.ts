/** What people decide of findings. */

/** Decisions that take a finding from those that are open. Their places are stored: new ones go to the end. */
export const DECISIONS = ['accepted', 'false-positive', 'fixed'] as const;

/**
 * `accepted`: the risk is known and taken; `false-positive`: it is no fault; `fixed`: somebody has mended it, which
 * holds until a scan finds it again.
 */
export type Decision = (typeof DECISIONS)[number];

/** Where a project keeps what its people decided: a file for each writer. */
export const TEAM_FOLDER = '.assay/triage';
export const TEAM_EXTENSION = '.jsonl';

/** What people say of a finding. */
export interface Triage {
  /** None where the finding is open. */
  decision?: Decision;
  /** Why it was decided. */
  reason?: string;
  note?: string;
  /** Who answers for it. */
  owner?: string;
  /** When the decision ends; ms since 1970. */
  expiresMs?: number;
}

/** What was said of a finding, which is known by its identity and its path. */
export interface DecidedFinding {
  identity: string;
  path: string;
  triage: Triage;
}

/**
 * A change of what is said of findings. What is missing stays as it is, and an empty text takes away what is there;
 * a new decision takes the former one's reason and end with it.
 */
export interface TriageChange extends Omit<Triage, 'decision'> {
  decision?: Decision | 'open';
}

/** A change of what is said of findings, as it was made. */
export interface DecisionMade {
  /** Takes it back. */
  changeId: number;
  /** Findings that it is about: those that are gone meanwhile are left out. */
  count: number;
}
