/** A file's result made ready for its rows before the transaction, so that the transaction is nothing but SQL. */

import {
  deflate,
  type FileReport,
  type FileResult,
  type ImportedFile,
  type Problem,
  SEVERITIES,
  type Snippet,
  severityRank,
} from '../protocol';
import {
  type Head,
  packDetail,
  packHead,
  packIdentities,
  type StoredFinding,
  stateOf,
} from './finding-codec';

/** Findings in a row of the table: enough to save rows, few enough to decode one at once. */
const BLOCK_FINDINGS = 250;

/** Longer details, mostly long metavariables, are stored deflated; UTF-16 units. */
const DEFLATE_FROM = 8 * 1024;

export interface PreparedBlock {
  count: number;
  head: Head;
  headJson: string;
  detail: string | Uint8Array;
  /** See `packIdentities`. */
  identities: string;
}

export interface PreparedFile {
  path: string;
  size: number;
  modifiedMs: number;
  hash: string;
  elapsedMs: number;
  report: Omit<FileReport, 'findings'>;
  /** As the column `failed`: 1 for a part that no try would check, 2 for what may pass and is never reused. */
  failed: 0 | 1 | 2;
  counts: number[];
  blocks: PreparedBlock[];
  text: Uint8Array | undefined;
  snippets: Snippet[];
}

/** `more` are findings that stand among the file's own. */
export async function prepareResult(
  result: FileResult,
  more: readonly StoredFinding[] = [],
): Promise<PreparedFile> {
  const report = JSON.parse(new TextDecoder().decode(result.report)) as FileReport;
  const own = report.findings.map((finding): StoredFinding => ({ finding, state: stateOf(finding) }));
  const findings = joinFindings(own, more);
  const { path, size, modifiedMs, hash, elapsedMs, text } = result;
  return {
    ...{ path, size, modifiedMs, hash, elapsedMs, report, text },
    failed: holdsToADay(report) ? 2 : failureOf(report.problems),
    counts: countOpen(findings),
    blocks: await packBlocks(findings),
    snippets: [],
  };
}

/** Findings of two kinds in the order of the text. */
export function joinFindings(own: readonly StoredFinding[], more: readonly StoredFinding[]): StoredFinding[] {
  if (more.length === 0) return [...own];
  return [...own, ...more].sort((a, b) => offset(a) - offset(b));
}

const offset = ({ finding }: StoredFinding) => finding.range.start.offset;

/** A shared file: nothing is known of it but its findings. */
export async function prepareImported(file: ImportedFile): Promise<PreparedFile> {
  const findings = file.findings.map(({ finding, gone, others }) => ({
    finding,
    others,
    state: stateOf(finding, gone),
  }));
  const report: PreparedFile['report'] = {
    path: file.path,
    lines: { code: 0, comment: 0, blank: 0 },
    parse: { kind: 'notParsed', reason: 'no-rule-could-match' },
    problems: [],
  };
  if (file.language !== undefined) report.language = file.language;
  return {
    ...{ path: file.path, size: 0, modifiedMs: 0, hash: '', elapsedMs: 0, report, text: undefined },
    failed: 0,
    counts: countOpen(findings),
    blocks: await packBlocks(findings),
    snippets: file.snippets ?? [],
  };
}

/** What another try may mend is tried again by the next run: the machine was busy, a grammar did not load. */
const MAY_PASS: ReadonlySet<string> = new Set(['crashed', 'unreadable', 'timed-out', 'no-grammar']);

/** Whether a comment hides a finding up to a day only: then the file is checked by each run, for the day may have come. */
export function holdsToADay({ findings }: Pick<FileReport, 'findings'>): boolean {
  return findings.some(({ status }) => status.kind === 'suppressed' && status.until !== undefined);
}

/** As the column `failed`. */
export function failureOf(problems: readonly Problem[]): 0 | 1 | 2 {
  if (problems.some(({ kind }) => MAY_PASS.has(kind))) return 2;
  return problems.some(({ kind }: { kind: string }) => kind === 'too-deep') ? 1 : 0;
}

/** Open findings by severity. */
export function countOpen(findings: readonly StoredFinding[]): number[] {
  const counts = SEVERITIES.map(() => 0);
  for (const { finding, state } of findings) {
    const rank = severityRank(finding.severity);
    if (state === 'open') counts[rank] = (counts[rank] ?? 0) + 1;
  }
  return counts;
}

/** Findings as rows. */
export async function packBlocks(findings: readonly StoredFinding[]): Promise<PreparedBlock[]> {
  const blocks: PreparedBlock[] = [];
  for (let start = 0; start < findings.length; start += BLOCK_FINDINGS) {
    const part = findings.slice(start, start + BLOCK_FINDINGS);
    const head = packHead(part);
    const headJson = JSON.stringify(head);
    const detail = await packLongDetail(packDetail(part));
    blocks.push({ count: part.length, head, headJson, detail, identities: packIdentities(part) });
  }
  return blocks;
}

async function packLongDetail(detail: string): Promise<string | Uint8Array> {
  return detail.length < DEFLATE_FROM ? detail : deflate(new TextEncoder().encode(detail), 'deflate-raw');
}
