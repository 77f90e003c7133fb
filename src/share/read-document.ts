/**
 * Reads a shared document from untrusted data: every field is checked and copied by name into a fresh
 * object, so whatever else came along is left behind.
 */
import type { Classes, Confidence, Dialect, FlowKind, Position, Severity } from '../../workers/protocol';
import { CONFIDENCES, DOUBTS, SEVERITIES, statusOfSuppression } from '../../workers/protocol';
import {
  FieldError,
  type Fields,
  integer,
  list,
  object,
  oneOf,
  optional,
  own,
  relativePath,
  text,
  webAddress,
} from './fields';
import {
  SHARE_FORMAT,
  SHARE_VERSION,
  type SharedCode,
  type SharedDocument,
  type SharedFile,
  type SharedFinding,
  type SharedLabel,
  type SharedRule,
  type SharedSnippet,
  type SharedSource,
  type SharedStatus,
  type SharedStep,
  SOURCE_KINDS,
} from './file-format';
import { readCompleteness } from './read-completeness';
import { bad, good, type Read } from './result';

export const DIALECTS: readonly Dialect[] = ['ast-grep', 'toml', 'semgrep', 'project', 'comments'];
export const FLOW_KINDS: readonly FlowKind[] = ['source', 'propagation', 'sink', 'guess'];
/** Where nothing is said of its origin, a finding was found in one file by itself. */
export const ORIGINS = ['project', 'import'] as const;

/** More than any honest document has; what is above would only hurt the page. */
const MAX = {
  rules: 10_000,
  files: 100_000,
  findings: 200_000,
  name: 300,
  message: 10_000,
  doc: 200_000,
  code: 20_000,
  /** Snippets of one file that touch are one. */
  snippet: 5_000_000,
  steps: 1000,
  /** Other flows or fixes of one finding. */
  others: 20,
  line: 100_000_000,
  offset: 4_294_967_295,
};

/** Turns parsed JSON into a document, or says what is wrong with it. */
export function readDocument(value: unknown): Read<SharedDocument> {
  try {
    const fields = object(value, 'The document');
    const refused = refuseOther(fields);
    if (refused) return refused;
    return good(readFields(fields));
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    return bad(
      'share-invalid',
      'The shared findings could not be read.',
      `${error.message}.`,
      'Ask the sender to share them again.',
    );
  }
}

function refuseOther(fields: Fields): Read<never> | undefined {
  if (own(fields, 'format') !== SHARE_FORMAT) {
    return bad(
      'share-foreign',
      'This is not a shared findings file.',
      `Its “format” is not “${SHARE_FORMAT}”.`,
      'Open an .assay.json file that was saved by Assay.',
    );
  }
  const version = own(fields, 'version');
  if (typeof version === 'number' && version > SHARE_VERSION) return tooNew(version);
  return undefined;
}

/** The explanation for a version from the future. */
export function tooNew(version: number | string): Read<never> {
  return bad(
    'share-too-new',
    'This was shared by a newer version of Assay.',
    `Its version is ${version}. This page reads versions up to ${SHARE_VERSION}.`,
    'Reload this page to get the newest version, then open it again.',
  );
}

function readFields(fields: Fields): SharedDocument {
  const version = integer(own(fields, 'version'), 'version', 1, SHARE_VERSION);
  const rules = list(own(fields, 'rules'), 'rules', MAX.rules, readRule);
  let left = MAX.findings;
  const files = list(own(fields, 'files'), 'files', MAX.files, (value, field) => {
    const file = readFile(value, field, { version, rules: rules.length, findings: left });
    left -= file.findings.length;
    return file;
  });
  const source = optional(own(fields, 'source'), 'source', readSource);
  const completeness = optional(own(fields, 'completeness'), 'completeness', readCompleteness);
  return {
    format: SHARE_FORMAT,
    version: SHARE_VERSION,
    generator: text(own(fields, 'generator'), 'generator', MAX.name),
    project: text(own(fields, 'project'), 'project', MAX.name),
    ...(source !== undefined && { source }),
    ...(completeness !== undefined && { completeness }),
    rules,
    files,
  };
}

function readSource(value: unknown, field: string): SharedSource {
  const fields = object(value, field);
  return {
    kind: oneOf(own(fields, 'kind'), `${field}.kind`, SOURCE_KINDS),
    tools: list(own(fields, 'tools'), `${field}.tools`, 1000, (entry, at) => {
      const tool = object(entry, at);
      const version = optional(own(tool, 'version'), `${at}.version`, name);
      return { name: name(own(tool, 'name'), `${at}.name`), ...(version !== undefined && { version }) };
    }),
  };
}

function readRule(value: unknown, field: string): SharedRule {
  const fields = object(value, field);
  const get = (key: string) => own(fields, key);
  const severity = optional(get('severity'), `${field}.severity`, readSeverity);
  const doc = optional(get('doc'), `${field}.doc`, (v, f) => text(v, f, MAX.doc));
  const url = optional(get('url'), `${field}.url`, webAddress);
  const [tool, title] = [
    optional(get('tool'), `${field}.tool`, name),
    optional(get('title'), `${field}.title`, name),
  ];
  return {
    id: name(get('id'), `${field}.id`),
    ...(tool !== undefined && { tool }),
    dialect: oneOf(get('dialect'), `${field}.dialect`, DIALECTS),
    languages: list(get('languages'), `${field}.languages`, 100, name),
    ...(title !== undefined && { title }),
    ...(severity !== undefined && { severity }),
    nativeSeverity: text(get('nativeSeverity'), `${field}.nativeSeverity`, MAX.name),
    message: text(get('message'), `${field}.message`, MAX.message),
    ...(doc !== undefined && { doc }),
    ...(url !== undefined && { url }),
    tags: list(get('tags'), `${field}.tags`, 1000, name),
    ...readClasses(fields, field),
  };
}

function readClasses(fields: Fields, field: string): Classes {
  const category = optional(own(fields, 'category'), `${field}.category`, name);
  const ids = (key: string) => optional(own(fields, key), `${field}.${key}`, (v, f) => list(v, f, 100, name));
  const [cwe, owasp] = [ids('cwe'), ids('owasp')];
  const confidence = optional(own(fields, 'confidence'), `${field}.confidence`, readConfidence);
  return {
    ...(category !== undefined && { category }),
    ...(cwe?.length && { cwe }),
    ...(owasp?.length && { owasp }),
    ...(confidence !== undefined && { confidence }),
  };
}

/** What a file is read with: the document's version, how many rules it has, and how many findings may come. */
interface Within {
  version: number;
  rules: number;
  findings: number;
}

function readFile(value: unknown, field: string, within: Within): SharedFile {
  const fields = object(value, field);
  const language = optional(own(fields, 'language'), `${field}.language`, name);
  const snippets = optional(own(fields, 'snippets'), `${field}.snippets`, (v, f) =>
    list(v, f, 10_000, readSnippet),
  );
  return {
    path: relativePath(own(fields, 'path'), `${field}.path`),
    ...(language !== undefined && { language }),
    findings: list(own(fields, 'findings'), `${field}.findings`, within.findings, (v, f) =>
      readFinding(v, f, within),
    ),
    ...(snippets !== undefined && { snippets }),
  };
}

function readSnippet(value: unknown, field: string): SharedSnippet {
  const fields = object(value, field);
  return {
    startLine: integer(own(fields, 'startLine'), `${field}.startLine`, 1, MAX.line),
    text: text(own(fields, 'text'), `${field}.text`, MAX.snippet),
  };
}

function readFinding(value: unknown, field: string, { version, rules }: Within): SharedFinding {
  const fields = object(value, field);
  const get = (key: string) => own(fields, key);
  const message = optional(get('message'), `${field}.message`, (v, f) => text(v, f, MAX.message));
  const status =
    version < 3
      ? optional(get('suppression'), `${field}.suppression`, readSuppression)
      : optional(get('status'), `${field}.status`, readStatus);
  const origin = optional(get('origin'), `${field}.origin`, (v, f) => oneOf(v, f, ORIGINS));
  const confidence = optional(get('confidence'), `${field}.confidence`, readConfidence);
  const doubt = optional(get('doubt'), `${field}.doubt`, (v, f) => oneOf(v, f, DOUBTS));
  const identity = version < 3 ? 'fingerprint' : 'identity';
  const flow = optional(get('flow'), `${field}.flow`, (v, f) => list(v, f, MAX.steps, readStep));
  const otherFlows = optional(get('otherFlows'), `${field}.otherFlows`, (v, f) =>
    list(v, f, MAX.others, (one, at) => list(one, at, MAX.steps, readStep)),
  );
  const code = optional(get('code'), `${field}.code`, readCode);
  const gone = optional(get('gone'), `${field}.gone`, yes);
  return {
    rule: integer(get('rule'), `${field}.rule`, 0, rules - 1),
    severity: readSeverity(get('severity'), `${field}.severity`),
    language: name(get('language'), `${field}.language`),
    ...readRange(fields, field),
    identity: word(get(identity), `${field}.${identity}`),
    anchor: word(get('anchor'), `${field}.anchor`),
    ...(message !== undefined && { message }),
    ...(status !== undefined && { status }),
    ...(origin !== undefined && { origin }),
    ...(confidence !== undefined && { confidence }),
    ...(doubt !== undefined && { doubt }),
    ...(gone !== undefined && { gone }),
    ...(flow !== undefined && { flow }),
    ...(otherFlows !== undefined && { otherFlows }),
    ...(code !== undefined && { code }),
  };
}

function readStep(value: unknown, field: string): SharedStep {
  const fields = object(value, field);
  const quote = (key: string) =>
    optional(own(fields, key), `${field}.${key}`, (v, f) => text(v, f, MAX.code));
  const [excerpt, note] = [quote('excerpt'), quote('note')];
  const path = optional(own(fields, 'path'), `${field}.path`, relativePath);
  const threat = optional(own(fields, 'threat'), `${field}.threat`, name);
  return {
    kind: oneOf(own(fields, 'kind'), `${field}.kind`, FLOW_KINDS),
    ...(path !== undefined && { path }),
    ...(threat !== undefined && { threat }),
    ...readRange(fields, field),
    ...(excerpt !== undefined && { excerpt }),
    ...(note !== undefined && { note }),
  };
}

function readStatus(value: unknown, field: string): SharedStatus {
  const fields = object(value, field);
  const kind = oneOf(own(fields, 'kind'), `${field}.kind`, ['suppressed', 'dismissed'] as const);
  if (kind === 'suppressed') return { kind, ...readComment(fields, field) };
  const why = optional(own(fields, 'why'), `${field}.why`, (v, f) => text(v, f, MAX.code));
  return { kind, step: name(own(fields, 'step'), `${field}.step`), ...(why !== undefined && { why }) };
}

/** What hid a finding before version 3. */
function readSuppression(value: unknown, field: string): SharedStatus {
  const { line, comment } = readComment(object(value, field), field);
  return comment === undefined ? { kind: 'suppressed', line } : statusOfSuppression({ line, comment });
}

function readComment(fields: Fields, field: string): { line: number; comment?: string } {
  const comment = optional(own(fields, 'comment'), `${field}.comment`, (v, f) => text(v, f, MAX.code));
  return {
    line: integer(own(fields, 'line'), `${field}.line`, 1, MAX.line),
    ...(comment !== undefined && { comment }),
  };
}

function readConfidence(value: unknown, field: string): Confidence {
  return oneOf(value, field, CONFIDENCES);
}

function readCode(value: unknown, field: string): SharedCode {
  const fields = object(value, field);
  const metavars = optional(own(fields, 'metavars'), `${field}.metavars`, readMetavars);
  const labels = optional(own(fields, 'labels'), `${field}.labels`, (v, f) => list(v, f, 1000, readLabel));
  const fix = optional(own(fields, 'fix'), `${field}.fix`, readFix);
  const otherFixes = optional(own(fields, 'otherFixes'), `${field}.otherFixes`, (v, f) =>
    list(v, f, MAX.others, readFix),
  );
  return {
    excerpt: text(own(fields, 'excerpt'), `${field}.excerpt`, MAX.code),
    ...(metavars !== undefined && { metavars }),
    ...(labels !== undefined && { labels }),
    ...(fix !== undefined && { fix }),
    ...(otherFixes !== undefined && { otherFixes }),
  };
}

function readMetavars(value: unknown, field: string): NonNullable<SharedCode['metavars']> {
  const entries = Object.entries(object(value, field));
  if (entries.length > 1000) throw new FieldError(field, 'has more than 1000 entries');
  return Object.fromEntries(
    entries.map(([key, entry]) => {
      if (!/^\w{1,100}$/.test(key) || key === '__proto__') {
        throw new FieldError(field, 'has a name that no metavariable can have');
      }
      const fields = object(entry, `${field}.${key}`);
      const range = own(fields, 'start') === undefined ? {} : readRange(fields, `${field}.${key}`);
      return [key, { text: text(own(fields, 'text'), `${field}.${key}.text`, MAX.code), ...range }];
    }),
  );
}

function readLabel(value: unknown, field: string): SharedLabel {
  const fields = object(value, field);
  const message = optional(own(fields, 'message'), `${field}.message`, (v, f) => text(v, f, MAX.message));
  const path = optional(own(fields, 'path'), `${field}.path`, relativePath);
  return {
    ...(path !== undefined && { path }),
    style: oneOf(own(fields, 'style'), `${field}.style`, ['primary', 'secondary'] as const),
    ...(message !== undefined && { message }),
    ...readRange(fields, field),
  };
}

function readFix(value: unknown, field: string): NonNullable<SharedCode['fix']> {
  const fields = object(value, field);
  const also = optional(own(fields, 'also'), `${field}.also`, (edits, name) =>
    list(edits, name, MAX.others, readEdit),
  );
  return {
    ...readEdit(value, field),
    ...(own(fields, 'isSafe') === true && { isSafe: true }),
    ...(also?.length && { also }),
  };
}

function readEdit(value: unknown, field: string) {
  const fields = object(value, field);
  return {
    ...readRange(fields, field),
    text: text(own(fields, 'text'), `${field}.text`, MAX.code),
  };
}

function readRange(fields: Fields, field: string): { start: Position; end: Position } {
  const start = readPosition(own(fields, 'start'), `${field}.start`);
  const end = readPosition(own(fields, 'end'), `${field}.end`);
  if (end.offset < start.offset || end.line < start.line) {
    throw new FieldError(`${field}.end`, 'is before the start');
  }
  return { start, end };
}

function readPosition(value: unknown, field: string): Position {
  const fields = object(value, field);
  return {
    line: integer(own(fields, 'line'), `${field}.line`, 1, MAX.line),
    col: integer(own(fields, 'col'), `${field}.col`, 1, MAX.offset),
    offset: integer(own(fields, 'offset'), `${field}.offset`, 0, MAX.offset),
  };
}

function readSeverity(value: unknown, field: string): Severity {
  return oneOf(value, field, SEVERITIES);
}

function yes(value: unknown, field: string): true {
  if (value !== true) throw new FieldError(field, 'is not true');
  return true;
}

function name(value: unknown, field: string): string {
  return text(value, field, MAX.name);
}

function word(value: unknown, field: string): string {
  const read = text(value, field, 100);
  if (!/^[\w.:/+=-]*$/.test(read)) throw new FieldError(field, 'has characters that do not belong there');
  return read;
}
