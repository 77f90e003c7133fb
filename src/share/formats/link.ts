/**
 * The share link's payload: `<version>.<length>.<base64url of deflated JSON>`. It lives in the fragment,
 * which no browser sends to a server. The length tells a link that was cut off on its way from one that is
 * broken otherwise; whatever a chat program glued to its end is ignored. Findings are written as lists
 * without names, since 8,000 characters are few.
 */

import {
  CONFIDENCES,
  DOUBTS,
  deflate,
  inflate,
  type Position,
  SEVERITIES,
  TooLargeError,
} from '../../../workers/protocol';
import { fromBase64Url, toBase64Url } from '../base64url';
import { type Fields, list } from '../fields';
import {
  SHARE_FORMAT,
  SHARE_VERSION,
  type SharedDocument,
  type SharedFile,
  type SharedFinding,
  type SharedStep,
} from '../file-format';
import { DIALECTS, FLOW_KINDS, ORIGINS, readDocument, tooNew } from '../read-document';
import { bad, good, type Read } from '../result';

/** How long a whole link may be: what mail and chat programs are known to carry. */
export const MAX_LINK_LENGTH = 8000;

/** A payload that is longer was not made by us. */
const MAX_PAYLOAD_LENGTH = 200_000;
/** An honest link inflates to far less. */
const MAX_INFLATED_BYTES = 4_000_000;

export async function encodeLink(document: SharedDocument): Promise<string> {
  const bytes = await deflate(new TextEncoder().encode(JSON.stringify(pack(document))), 'deflate');
  const payload = toBase64Url(bytes);
  return `${SHARE_VERSION}.${payload.length.toString(36)}.${payload}`;
}

export async function decodeLink(text: string): Promise<Read<SharedDocument>> {
  const parts = /^(\d{1,9})\.([0-9a-z]{1,6})\.([\w-]*)/.exec(text);
  if (!parts) return broken('It does not start like a share link.');
  const [, version = '', length = '', rest = ''] = parts;
  if (Number(version) > SHARE_VERSION) return tooNew(version);
  if (Number(version) < 1) return broken(`Version ${version} is not supported.`);
  const payload = checkLength(rest, Number.parseInt(length, 36));
  if (!payload.ok) return payload;
  const inflated = await inflateText(payload.value);
  return inflated.ok ? parse(inflated.value, Number(version)) : inflated;
}

function checkLength(payload: string, expected: number): Read<string> {
  if (expected > MAX_PAYLOAD_LENGTH) return tooLarge(`It claims ${expected} characters.`);
  if (payload.length >= expected) return good(payload.slice(0, expected));
  return bad(
    'share-truncated',
    'The link is incomplete.',
    `Only ${payload.length} of ${expected} characters arrived.`,
    'Copy the whole link, or ask the sender for a file.',
  );
}

async function inflateText(payload: string): Promise<Read<string>> {
  try {
    const bytes = await inflate(fromBase64Url(payload), 'deflate', MAX_INFLATED_BYTES);
    return good(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TooLargeError)
      return tooLarge('It would unpack to far more data than any link needs.');
    return broken(error instanceof Error ? error.message : String(error));
  }
}

function parse(json: string, version: number): Read<SharedDocument> {
  try {
    return readDocument(unpack(JSON.parse(json), version));
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error));
  }
}

function broken(detail: string): Read<never> {
  const help = 'Copy the whole link again, or ask the sender for a new one.';
  return bad('share-broken', 'The share link is damaged.', detail, help);
}

function tooLarge(detail: string): Read<never> {
  const help = 'Do not trust it. Ask the sender for a file instead.';
  return bad('share-too-large', 'This link was not created by Assay.', detail, help);
}

type Packed = unknown[];

/** Lists instead of objects, zeros for what is not there, none of them at the end. */
function pack({ project, generator, rules, files, completeness }: SharedDocument): Packed {
  const packedRules = rules.map((rule) =>
    trim([
      rule.id,
      DIALECTS.indexOf(rule.dialect),
      rule.languages,
      placeOf(SEVERITIES, rule.severity),
      rule.nativeSeverity,
      rule.message,
      rule.tags,
      rule.url ?? 0,
      rule.tool ?? 0,
      rule.category ?? 0,
      rule.cwe ?? 0,
      rule.owasp ?? 0,
      placeOf(CONFIDENCES, rule.confidence),
    ]),
  );
  return trim([project, generator, packedRules, files.map(packFile), completeness ?? 0]);
}

function packFile({ path, language, findings, snippets }: SharedFile): Packed {
  const packed = findings.map((finding) => packFinding(finding, language));
  return trim([path, packed, language ?? 0, snippets ?? 0]);
}

function packFinding(finding: SharedFinding, fileLanguage: string | undefined): Packed {
  const { start, end } = finding;
  return trim([
    finding.rule,
    SEVERITIES.indexOf(finding.severity),
    start.line,
    start.col,
    start.offset,
    end.line - start.line,
    end.col,
    end.offset - start.offset,
    finding.identity,
    finding.anchor,
    finding.language === fileLanguage ? 0 : finding.language,
    finding.message ?? 0,
    finding.status ?? 0,
    finding.code ?? 0,
    finding.flow?.map(packStep) ?? 0,
    finding.gone ?? 0,
    placeOf(ORIGINS, finding.origin),
    placeOf(CONFIDENCES, finding.confidence),
    placeOf(DOUBTS, finding.doubt),
  ]);
}

function packStep({ kind, start, end, excerpt, note, path, threat }: SharedStep): Packed {
  const place = [start.line, start.col, start.offset, end.line - start.line, end.col];
  const quotes = trim([excerpt ?? 0, note ?? 0, path ?? 0, threat ?? 0]);
  return [FLOW_KINDS.indexOf(kind), ...place, end.offset - start.offset, ...quotes];
}

/** A value's place in a list, from 1; 0 for none. */
function placeOf<T>(values: readonly T[], value: T | undefined): number {
  return value === undefined ? 0 : values.indexOf(value) + 1;
}

/** The value at a place that `placeOf` gave; what is none is left to be refused. */
function valueAt<T>(values: readonly T[], place: unknown): unknown {
  return place === undefined ? undefined : (values[Number(place) - 1] ?? place);
}

function trim(values: Packed): Packed {
  return values.slice(0, values.findLastIndex((value) => value !== 0) + 1);
}

/** The same as untrusted fields with names, as in a file of that version; `readDocument` checks every one of them. */
function unpack(value: unknown, version: number): Fields {
  const [project, generator, rules, files, completeness] = cells(value, 'The link');
  return given({
    format: SHARE_FORMAT,
    version,
    project,
    generator,
    rules: list(rules, 'rules', MAX_PAYLOAD_LENGTH, unpackRule),
    files: list(files, 'files', MAX_PAYLOAD_LENGTH, (v, f) => unpackFile(v, f, version)),
    completeness,
  });
}

function unpackRule(value: unknown, field: string): Fields {
  const [id, dialect, languages, severity, nativeSeverity, message, tags, url, tool, ...classes] = cells(
    value,
    field,
  );
  const [category, cwe, owasp, confidence] = classes;
  return given({
    id,
    dialect: DIALECTS[Number(dialect ?? 0)],
    languages,
    severity: valueAt(SEVERITIES, severity),
    nativeSeverity,
    message: message ?? '',
    tags: tags ?? [],
    url,
    tool,
    category,
    cwe,
    owasp,
    confidence: valueAt(CONFIDENCES, confidence),
  });
}

function unpackFile(value: unknown, field: string, version: number): Fields {
  const [path, findings, language, snippets] = cells(value, field);
  return given({
    path,
    language,
    findings: list(findings ?? [], `${field}.findings`, MAX_PAYLOAD_LENGTH, (v, f) =>
      unpackFinding(v, f, language, version),
    ),
    snippets,
  });
}

function unpackFinding(value: unknown, field: string, fileLanguage: unknown, version: number): Fields {
  const all = list(value, field, 19, (cell) => cell);
  const [rule, severity, line, col, offset, lines, endCol, bytes, identity, anchor, ...rest] = all;
  const [language, message, status, code, flow, gone, origin, confidence, doubt] = rest.map(orMissing);
  const start = { line, col, offset };
  const end = { line: sum(line, lines), col: endCol, offset: sum(offset, bytes) };
  return given({
    rule,
    severity: SEVERITIES[Number(severity)],
    language: language ?? fileLanguage,
    start: start satisfies Record<keyof Position, unknown>,
    end,
    ...(version < 3 ? { fingerprint: identity, suppression: status } : { identity, status }),
    anchor,
    message,
    code,
    flow: flow && list(flow, `${field}.flow`, MAX_PAYLOAD_LENGTH, unpackStep),
    gone,
    origin: valueAt(ORIGINS, origin),
    confidence: valueAt(CONFIDENCES, confidence),
    doubt: valueAt(DOUBTS, doubt),
  });
}

function unpackStep(value: unknown, field: string): Fields {
  const [kind, line, col, offset, lines, endCol, bytes, ...rest] = list(value, field, 11, (cell) => cell);
  const [excerpt, note, path, threat] = rest.map(orMissing);
  return given({
    kind: FLOW_KINDS[Number(kind)],
    start: { line, col, offset },
    end: { line: sum(line, lines), col: endCol, offset: sum(offset, bytes) },
    excerpt,
    note,
    path,
    threat,
  });
}

/** The cells of a list, with nothing where zero stands for nothing. */
function cells(value: unknown, field: string): unknown[] {
  return list(value, field, 13, orMissing);
}

function orMissing(value: unknown): unknown {
  return value === 0 ? undefined : value;
}

function sum(a: unknown, b: unknown): unknown {
  return typeof a === 'number' && typeof b === 'number' ? a + b : undefined;
}

function given(fields: Record<string, unknown>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
