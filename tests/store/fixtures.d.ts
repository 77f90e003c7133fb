/** Findings, reports and results made up for tests of the store; the same arguments always give the same. */
import type { FileReport, FileResult, Finding, Problem, RuleInfo, Severity } from '../../workers/protocol';
export interface FindingOptions {
    ruleId?: string;
    severity?: Severity;
    language?: string;
    message?: string;
    excerpt?: string;
    suppressed?: boolean;
}
export declare function makeFinding(line: number, options?: FindingOptions): Finding;
export declare function makeReport(path: string, findings: Finding[], problems?: Problem[]): FileReport;
export declare function makeResult(path: string, findings: Finding[], extra?: Partial<FileResult>): FileResult;
export declare function toResult(report: FileReport, extra?: Partial<FileResult>): FileResult;
/** `count` findings on following lines. */
export declare function manyFindings(count: number, options?: FindingOptions): Finding[];
export declare function makeRule(id: string, extra?: Partial<RuleInfo>): RuleInfo;
