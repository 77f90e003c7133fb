/**
 * Finds shared findings again in another checkout. The fingerprint is exact but contains the path and
 * counts equal matches; where it is lost, the anchor (rule and first matched line) finds the nearest match
 * with the same text, in the same file first.
 */
import type { Finding } from '../../workers/protocol';
import type { SharedDocument, SharedFinding } from './file-format';
/** What became of a shared finding. `unknown`: the receiver's scan could not have found it. */
export type Outcome =
  | {
      kind: 'here' | 'moved';
      path: string;
      finding: Finding;
    }
  | {
      kind: 'gone';
    }
  | {
      kind: 'unknown';
      reason: string;
    };
/** A finding of the receiver's own scan. */
export interface Candidate {
  path: string;
  finding: Finding;
}
/** What the receiver's scan looked at. */
export interface Checkout {
  candidates: Candidate[];
  /** Rules that ran. */
  ruleIds: ReadonlySet<string>;
  /** Whether a file of this path is there but was not analysed, and why. */
  skipReason(path: string): string | undefined;
}
/** A shared finding with the file it is in. */
export interface Shared {
  path: string;
  ruleId: string;
  finding: SharedFinding;
}
/** A short hash that says "same rule, same first line": 32 bits of FNV-1a, in base 36. */
export declare function anchorOf(ruleId: string, excerpt: string): string;
/** All findings of a document, in its order. */
export declare function sharedFindings(document: SharedDocument): Shared[];
/** The outcome of each shared finding, in order. No finding of the checkout is used twice. */
export declare function reanchor(shared: Shared[], checkout: Checkout): Outcome[];
