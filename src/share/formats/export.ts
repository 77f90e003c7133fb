/**
 * What every export is given and gives. Exports yield text piece by piece, so that a million findings go
 * to a file or a download without ever being one string.
 */
import type {
  BaselineState,
  Completeness,
  Finding,
  KnownFinding,
  Problem,
  RuleInfo,
  Triage,
} from '../../../workers/protocol';
import type { Verdict } from '../gate';

/** A finding with its file, and what people and an earlier scan say of it. */
export interface ExportedFinding {
  path: string;
  finding: Finding;
  triage?: Triage;
  /** Where it was compared with an earlier scan. */
  baseline?: BaselineState;
}

export interface ExportInput {
  tool: { name: string; version: string };
  rules: RuleInfo[];
  /** Sorted by path and place; walked once. Suppressed findings are among them. */
  findings: Iterable<ExportedFinding>;
  /** Findings of the earlier scan that are not there any more. */
  gone?: readonly KnownFinding[];
  /** What could not be done during the scan. */
  problems: Problem[];
  /** How much was read and checked; undefined if nobody knows. */
  completeness: Completeness | undefined;
  /** What the project’s gate says of it. */
  verdict?: Verdict | undefined;
}

export interface ExportFormat {
  id: string;
  title: string;
  /** What it is for, in a few words. */
  purpose: string;
  /** Of the file name, with the dot. */
  extension: string;
  mediaType: string;
  encode(input: ExportInput): Iterable<string>;
}

/** Parts of a JSON list: commas between, lines for people who look inside. */
export function* listed(parts: Iterable<string>): Generator<string> {
  let first = true;
  for (const part of parts) {
    yield first ? `\n${part}` : `,\n${part}`;
    first = false;
  }
}
