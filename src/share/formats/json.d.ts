/**
 * Findings as JSON for other programs. Open findings and suppressed ones are two lists, so that whoever
 * only counts findings does not count what was dealt with in the code.
 */
import type { Finding, Range } from '../../../workers/protocol';
import { type ExportFormat } from './export';
export declare const json: ExportFormat;
/** One finding as other programs get it. Lines and columns from 1, columns in UTF-16 units, offsets in UTF-8 bytes. */
export interface JsonFinding extends Range {
  ruleId: string;
  severity: Finding['severity'];
  message: string;
  path: string;
  metavars: Record<
    string,
    {
      text: string;
    } & Partial<Range>
  >;
  fix?: Range & {
    text: string;
  };
  fingerprint: string;
  suppression?: {
    line: number;
    comment: string;
  };
}
export declare function findingToJson(path: string, finding: Finding): JsonFinding;
