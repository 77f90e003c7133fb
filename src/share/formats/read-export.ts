/** Reads Assay's own exports back: JSON and CSV have what a list of findings needs, and no rules but their ids. */
import type { Completeness, Gap, Position } from '../../../workers/protocol';
import { ELSEWHERE, SEVERITIES, statusOfSuppression } from '../../../workers/protocol';
import { languageOfPath } from '../../kernel/languages';
import { anchorOf } from '../anchor';
import { FieldError } from '../fields';
import {
  SHARE_FORMAT,
  SHARE_VERSION,
  type SharedDocument,
  type SharedFinding,
  type SharedLabel,
  type SharedRule,
  type SharedSource,
  type SharedStep,
} from '../file-format';
import { factsOf } from '../finding-facts';
import { type Fields, get, inner, isFields, listOf, objects, textOf, wholeOf } from '../lenient';
import { readCompleteness } from '../read-completeness';
import { FLOW_KINDS } from '../read-document';
import { tidyPath } from '../tidy-path';
import { NOTICE_ID } from './csv';

const MAX_FINDINGS = 200_000;

/** Whether parsed JSON is Assay's JSON export. */
export function isExportedJson(value: unknown): value is Fields {
  return (
    isFields(value) &&
    textOf(get(inner(value, 'tool'), 'name')) === 'Assay' &&
    Array.isArray(get(value, 'findings'))
  );
}

export function readExportedJson(value: Fields, project: string): SharedDocument {
  const findings = [...listOf(get(value, 'findings')), ...listOf(get(value, 'suppressed'))];
  const version = textOf(get(inner(value, 'tool'), 'version'), 100);
  const source: SharedSource = { kind: 'json', tools: [{ name: 'Assay', ...(version && { version }) }] };
  const completeness = toldCompleteness(get(value, 'completeness'));
  return {
    ...collect(objects(findings, MAX_FINDINGS), source, project),
    ...(completeness && { completeness }),
  };
}

function toldCompleteness(value: unknown): Completeness | undefined {
  if (value === undefined) return undefined;
  try {
    return readCompleteness(value, 'completeness');
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return notWhole(`The file does not say clearly what it leaves out: ${error.message}.`);
  }
}

/** The head of Assay's CSV export; columns may be added at the end. */
const CSV_HEAD =
  'ruleId,severity,message,path,startLine,startCol,endLine,endCol,language,excerpt,suppressed,fingerprint';

/** Whether a text is Assay's CSV export. */
export function isExportedCsv(text: string): boolean {
  return text.startsWith(CSV_HEAD);
}

export function readExportedCsv(text: string, project: string): SharedDocument {
  const [head = [], ...rows] = csvRows(text, MAX_FINDINGS + 1);
  const findings = rows.map((row): Fields => {
    const cell = (name: string) => rearm(row[head.indexOf(name)] ?? '');
    const place = (line: string, col: string) => ({ line: Number(cell(line)), col: Number(cell(col)) });
    return {
      ...Object.fromEntries(
        ['ruleId', 'severity', 'message', 'path', 'language', 'excerpt', 'fingerprint', ...CSV_FACTS].map(
          (name) => [name, cell(name)],
        ),
      ),
      start: place('startLine', 'startCol'),
      end: place('endLine', 'endCol'),
      ...csvStatus(cell),
    };
  });
  const notice = findings.find((row) => row.ruleId === NOTICE_ID);
  return {
    ...collect(findings, { kind: 'csv', tools: [{ name: 'Assay' }] }, project),
    ...(notice && { completeness: notWhole(String(notice.message)) }),
  };
}

/** Columns that came later; without them a cell is empty. */
const CSV_FACTS = ['origin', 'confidence', 'doubt', 'category', 'cwe', 'owasp'];

/** Tables of earlier releases say of a finding that it is hidden, and no more. */
function csvStatus(cell: (name: string) => string): Fields {
  const [kind, line] = [cell('status'), Number(cell('startLine'))];
  if (kind === 'dismissed') return { status: { kind, step: cell('decidedBy'), why: cell('reason') } };
  if (cell('suppressed') !== 'yes') return {};
  return { status: { kind: 'suppressed', line, comment: cell('reason') } };
}

/** A table says in words that it leaves something out, and no more. */
function notWhole(message: string): Completeness {
  const gap: Gap = { kind: 'unrecorded', count: 0, message, examples: [] };
  return { state: 'partial', done: 0, total: 0, gaps: [gap] };
}

function collect(findings: Fields[], source: SharedSource, project: string): SharedDocument {
  const rules = new Map<string, { index: number; rule: SharedRule }>();
  const files = new Map<string, SharedFinding[]>();
  for (const fields of findings) {
    const path = tidyPath(textOf(get(fields, 'path'), 8000) ?? '');
    const ruleId = textOf(get(fields, 'ruleId'), 300);
    if (path === '' || ruleId === undefined) continue;
    const { index } = rules.get(ruleId) ?? { index: rules.size };
    if (index === rules.size) rules.set(ruleId, { index, rule: bareRule(ruleId, fields) });
    const ofFile = files.get(path) ?? [];
    files.set(path, ofFile);
    ofFile.push(readFinding(fields, ruleId, index, path));
  }
  return {
    format: SHARE_FORMAT,
    version: SHARE_VERSION,
    generator: 'Assay',
    project: project.slice(0, 300),
    source,
    rules: [...rules.values()].map(({ rule }) => rule),
    files: [...files].map(([path, all]) => ({ path, language: all[0]?.language ?? '', findings: all })),
  };
}

/** What an export says of a rule is its id and its classes; where it is built in, the page knows the rest. */
function bareRule(id: string, finding: Fields): SharedRule {
  const face = { id, dialect: 'ast-grep' as const, languages: [], nativeSeverity: '', message: '', tags: [] };
  return { ...face, ...classesOf(finding) };
}

/** A table has ids in one cell. */
function classesOf(finding: Fields): Pick<SharedRule, 'category' | 'cwe' | 'owasp'> {
  const ids = (key: string) => {
    const value = get(finding, key);
    const all = typeof value === 'string' ? value.split(' ') : listOf(value);
    return all.flatMap((id) => textOf(id, 300) || []).slice(0, 100);
  };
  const [category, cwe, owasp] = [textOf(get(finding, 'category'), 300), ids('cwe'), ids('owasp')];
  return {
    ...(category && { category }),
    ...(cwe.length > 0 && { cwe }),
    ...(owasp.length > 0 && { owasp }),
  };
}

function readFinding(fields: Fields, ruleId: string, rule: number, path: string): SharedFinding {
  const excerpt = textOf(get(fields, 'excerpt'), 20_000) ?? '';
  const message = textOf(get(fields, 'message'));
  const flow = objects(get(fields, 'flow'), 1000).map(stepOf);
  const labels = objects(get(fields, 'labels'), 1000).map(labelOf);
  return {
    rule,
    severity: SEVERITIES.find((one) => one === get(fields, 'severity')) ?? 'medium',
    language: textOf(get(fields, 'language'), 300) ?? languageOfPath(path) ?? '',
    ...rangeOf(fields),
    identity: wordOf(get(fields, 'identity') ?? get(fields, 'fingerprint')),
    anchor: anchorOf(ruleId, excerpt),
    ...(message !== undefined && { message }),
    ...statusOf(fields),
    ...factsOf(fields),
    ...(flow.length > 0 && { flow }),
    code: {
      excerpt,
      ...metavarsOf(inner(fields, 'metavars')),
      ...(labels.length > 0 && { labels }),
      ...fixOf(get(fields, 'fix')),
    },
  };
}

/** Version 1 of the JSON has a suppression in its place. */
function statusOf(fields: Fields): Pick<SharedFinding, 'status'> {
  const [told, suppression] = [inner(fields, 'status'), get(fields, 'suppression')];
  const commentOf = (from: Fields) => ({
    line: wholeOf(get(from, 'line'), 1) ?? 1,
    comment: textOf(get(from, 'comment')) ?? '',
  });
  if (get(told, 'kind') === 'suppressed') return { status: { kind: 'suppressed', ...commentOf(told) } };
  if (get(told, 'kind') === 'dismissed') {
    const step = textOf(get(told, 'step'), 300) || ELSEWHERE;
    return { status: { kind: 'dismissed', step, why: textOf(get(told, 'why')) ?? '' } };
  }
  return isFields(suppression) ? { status: statusOfSuppression(commentOf(suppression)) } : {};
}

function stepOf(fields: Fields): SharedStep {
  const excerpt = textOf(get(fields, 'excerpt'), 20_000);
  const note = textOf(get(fields, 'note'), 20_000);
  const kind = FLOW_KINDS.find((one) => one === get(fields, 'kind')) ?? 'propagation';
  const threat = textOf(get(fields, 'threat'), 300);
  return {
    kind,
    ...otherFile(fields),
    ...rangeOf(fields),
    ...(excerpt && { excerpt }),
    ...(note && { note }),
    ...(threat && { threat }),
  };
}

function labelOf(fields: Fields): SharedLabel {
  const style = get(fields, 'style') === 'primary' ? 'primary' : 'secondary';
  const message = textOf(get(fields, 'message'));
  return { style, ...otherFile(fields), ...(message !== undefined && { message }), ...rangeOf(fields) };
}

/** The file of a place, where it is not the finding's. */
function otherFile(fields: Fields): { path?: string } {
  const path = tidyPath(textOf(get(fields, 'path'), 8000) ?? '');
  return path === '' ? {} : { path };
}

function metavarsOf(fields: Fields) {
  const known = Object.entries(fields).filter(
    ([name, value]) => /^[A-Za-z0-9]\w{0,99}$/.test(name) && isFields(value),
  );
  const texts = known
    .slice(0, 100)
    .map(([name, value]) => [name, { text: textOf(get(value as Fields, 'text'), 20_000) ?? '' }]);
  return texts.length > 0 ? { metavars: Object.fromEntries(texts) as Record<string, { text: string }> } : {};
}

function fixOf(value: unknown) {
  if (!isFields(value) || typeof get(value, 'text') !== 'string') return {};
  return { fix: { ...rangeOf(value), text: textOf(get(value, 'text'), 20_000) ?? '' } };
}

function rangeOf(fields: Fields): { start: Position; end: Position } {
  const start = positionOf(inner(fields, 'start'));
  const end = positionOf(inner(fields, 'end'));
  return end.line < start.line || end.offset < start.offset ? { start, end: start } : { start, end };
}

function positionOf(fields: Fields): Position {
  const least = (key: string, from: number) => wholeOf(get(fields, key), from) ?? from;
  return { line: least('line', 1), col: least('col', 1), offset: least('offset', 0) };
}

function wordOf(value: unknown): string {
  return typeof value === 'string' && /^[\w.:/+=-]{0,100}$/.test(value) ? value : '';
}

/** The rows of a CSV text (RFC 4180): quoted cells may hold anything, quotes doubled. */
function csvRows(text: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
    if (rows.length === most) break;
  }
  return rows;
}

/** The apostrophe that keeps a spreadsheet from running a cell is not part of it. */
function rearm(cell: string): string {
  return /^''*[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}
