/**
 * Findings as CSV (RFC 4180) for spreadsheets. A cell that a spreadsheet would take for a formula gets an
 * apostrophe in front, since what stands in the scanned code must not run on the reader's machine. Of results that
 * leave something out the first row says so.
 */

import { type Finding, type RuleInfo, type Status, threatOf } from '../../../workers/protocol';
import { describeCompleteness } from '../../kernel/completeness';
import { plainMessage } from '../../kernel/inline-code';
import type { ExportFormat, ExportInput } from './export';

export const csv: ExportFormat = {
  id: 'csv',
  title: 'CSV',
  purpose: 'for spreadsheets',
  extension: '.csv',
  mediaType: 'text/csv;charset=utf-8',
  encode,
};

type Row = { path: string; finding: Finding; rule: RuleInfo | undefined };

const COLUMNS: [name: string, cell: (row: Row) => string | number][] = [
  ['ruleId', ({ finding }) => finding.ruleId],
  ['severity', ({ finding }) => finding.severity],
  ['message', ({ finding }) => plainMessage(finding.message)],
  ['path', ({ path }) => path],
  ['startLine', ({ finding }) => finding.range.start.line],
  ['startCol', ({ finding }) => finding.range.start.col],
  ['endLine', ({ finding }) => finding.range.end.line],
  ['endCol', ({ finding }) => finding.range.end.col],
  ['language', ({ finding }) => finding.language],
  ['excerpt', ({ finding }) => finding.excerpt],
  ['suppressed', ({ finding }) => (finding.status.kind === 'open' ? 'no' : 'yes')],
  ['fingerprint', ({ finding }) => finding.identity],
  ['status', ({ finding }) => finding.status.kind],
  ['reason', ({ finding }) => reasonOf(finding.status)],
  ['decidedBy', ({ finding }) => (finding.status.kind === 'dismissed' ? finding.status.step : '')],
  ['origin', ({ finding }) => finding.origin],
  ['confidence', ({ finding }) => finding.confidence ?? ''],
  ['threat', ({ finding }) => threatOf(finding) ?? ''],
  ['category', ({ rule }) => rule?.category ?? ''],
  ['cwe', ({ rule }) => (rule?.cwe ?? []).join(' ')],
  ['owasp', ({ rule }) => (rule?.owasp ?? []).join(' ')],
  ['title', ({ rule }) => rule?.title ?? ''],
  ['doubt', ({ finding }) => finding.doubt ?? ''],
];

function reasonOf(status: Status): string {
  if (status.kind === 'open') return '';
  return status.kind === 'suppressed' ? status.comment : status.why;
}

/** The rule id of the row that says what the others leave out; it has no path. */
export const NOTICE_ID = 'assay/not-whole';

function* encode({ rules, findings, completeness }: ExportInput): Generator<string> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  yield line(COLUMNS.map(([name]) => name));
  const notice = describeCompleteness(completeness);
  if (notice !== '') yield line(COLUMNS.map(([name]) => NOTICE[name]?.(notice) ?? ''));
  for (const one of findings) {
    const row = { ...one, rule: byId.get(one.finding.ruleId) };
    yield line(COLUMNS.map(([, cell]) => cell(row)));
  }
}

const NOTICE: Record<string, (text: string) => string> = {
  ruleId: () => NOTICE_ID,
  message: (text) => text,
};

function line(cells: (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : quote(disarm(cell)))).join(',')}\r\n`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The signs that begin a formula, in their full-width forms too; cells already disarmed get one more. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

function disarm(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
