/** A finding of an earlier scan, or of this one, with what it is known again by. */
export interface KnownFinding {
  rule: string;
  path: string;
  line: number;
  identity: string;
  /** Hashes of the lines before and after; empty where they are not known. */
  surroundings: string;
}

/** What a finding is beside those of an earlier scan. */
export type BaselineState = 'new' | 'known';
