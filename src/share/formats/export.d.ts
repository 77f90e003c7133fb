/**
 * What every export is given and gives. Exports yield text piece by piece, so that a million findings go
 * to a file or a download without ever being one string.
 */
import type { Finding, Problem, RuleInfo } from '../../../workers/protocol';
export interface ExportInput {
  tool: {
    name: string;
    version: string;
  };
  rules: RuleInfo[];
  /** Sorted by path and place; walked once. Suppressed findings are among them. */
  findings: Iterable<{
    path: string;
    finding: Finding;
  }>;
  /** What could not be done during the scan. */
  problems: Problem[];
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
export declare function listed(parts: Iterable<string>): Generator<string>;
