/**
 * What every export is given and gives. Exports yield text piece by piece, so that a million findings go
 * to a file or a download without ever being one string.
 */
import type { Completeness, Finding, Problem, RuleInfo, Triage } from '../../../workers/protocol';

export interface ExportInput {
  tool: { name: string; version: string };
  rules: RuleInfo[];
  /** Sorted by path and place; walked once. Suppressed findings are among them. */
  findings: Iterable<{ path: string; finding: Finding; triage?: Triage }>;
  /** What could not be done during the scan. */
  problems: Problem[];
  /** How much was read and checked; undefined if nobody knows. */
  completeness: Completeness | undefined;
}

export interface ExportFormat {
  id: 'sarif' | 'json' | 'csv';
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
