/** Reads Assay's own exports back: JSON and CSV have what a list of findings needs, and no rules but their ids. */
import type { Completeness, Gap, Position } from '../../../workers/protocol';
import { SEVERITIES } from '../../kernel/severities';
import { anchorOf } from '../anchor';
import { FieldError } from '../fields';
import {
  SHARE_FORMAT,
  SHARE_VERSION,
  type SharedDocument,
  type SharedFinding,
  type SharedSource,
  type SharedStep,
} from '../file-format';
import { languageOf } from '../language-of';
import { type Fields, get, inner, isFields, listOf, objects, textOf, wholeOf } from '../lenient';
import { readCompleteness } from '../read-completeness';
import { tidyPath } from '../tidy-path';
import { NOTICE_ID } from './csv';

const MAX_FINDINGS = 200_000;
const FLOW_KINDS = ['source', 'propagation', 'sink'] as const;

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
        ['ruleId', 'severity', 'message', 'path', 'language', 'excerpt', 'fingerprint'].map((name) => [
          name,
          cell(name),
        ]),
      ),
      start: place('startLine', 'startCol'),
      end: place('endLine', 'endCol'),
      ...(cell('suppressed') === 'yes' && { suppression: { line: Number(cell('startLine')), comment: '' } }),
    };
  });
  const notice = findings.find((row) => row.ruleId === NOTICE_ID);
  return {
    ...collect(findings, { kind: 'csv', tools: [{ name: 'Assay' }] }, project),
    ...(notice && { completeness: notWhole(String(notice.message)) }),
  };
}

/** A table says in words that it leaves something out, and no more. */
function notWhole(message: string): Completeness {
  const gap: Gap = { kind: 'unrecorded', count: 0, message, examples: [] };
  return { state: 'partial', done: 0, total: 0, gaps: [gap] };
}

function collect(findings: Fields[], source: SharedSource, project: string): SharedDocument {
  const rules = new Map<string, number>();
  const files = new Map<string, SharedFinding[]>();
  for (const fields of findings) {
    const path = tidyPath(textOf(get(fields, 'path'), 8000) ?? '');
    const ruleId = textOf(get(fields, 'ruleId'), 300);
    if (path === '' || ruleId === undefined) continue;
    if (!rules.has(ruleId)) rules.set(ruleId, rules.size);
    const ofFile = files.get(path) ?? [];
    files.set(path, ofFile);
    ofFile.push(readFinding(fields, ruleId, rules.get(ruleId) ?? 0, path));
  }
  return {
    format: SHARE_FORMAT,
    version: SHARE_VERSION,
    generator: 'Assay',
    project: project.slice(0, 300),
    source,
    rules: [...rules.keys()].map(bareRule),
    files: [...files].map(([path, all]) => ({ path, language: all[0]?.language ?? '', findings: all })),
  };
}

/** What an export says of a rule is its id; where it is built in, the page knows the rest. */
function bareRule(id: string): SharedDocument['rules'][number] {
  return { id, dialect: 'ast-grep', languages: [], nativeSeverity: '', message: '', tags: [] };
}

function readFinding(fields: Fields, ruleId: string, rule: number, path: string): SharedFinding {
  const excerpt = textOf(get(fields, 'excerpt'), 20_000) ?? '';
  const message = textOf(get(fields, 'message'));
  const suppression = get(fields, 'suppression');
  const flow = objects(get(fields, 'flow'), 1000).map(stepOf);
  return {
    rule,
    severity: SEVERITIES.find((one) => one === get(fields, 'severity')) ?? 'medium',
    language: textOf(get(fields, 'language'), 300) ?? languageOf(path) ?? '',
    ...rangeOf(fields),
    fingerprint: wordOf(get(fields, 'fingerprint')),
    anchor: anchorOf(ruleId, excerpt),
    ...(message !== undefined && { message }),
    ...(isFields(suppression) && {
      suppression: {
        line: wholeOf(get(suppression, 'line'), 1) ?? 1,
        comment: textOf(get(suppression, 'comment')) ?? '',
      },
    }),
    ...(flow.length > 0 && { flow }),
    code: { excerpt, ...metavarsOf(inner(fields, 'metavars')), ...fixOf(get(fields, 'fix')) },
  };
}

function stepOf(fields: Fields): SharedStep {
  const excerpt = textOf(get(fields, 'excerpt'), 20_000);
  const note = textOf(get(fields, 'note'), 20_000);
  const kind = FLOW_KINDS.find((one) => one === get(fields, 'kind')) ?? 'propagation';
  return { kind, ...rangeOf(fields), ...(excerpt && { excerpt }), ...(note && { note }) };
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
