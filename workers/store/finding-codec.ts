/**
 * How findings of a file are stored: a head that lists, filters and the index need, and a detail with the rest,
 * both as JSON arrays without names. That is a fifth of the findings' own JSON, and is read and written several
 * times faster. The first element is the format's version; a new one needs a migration or a second reader here.
 * Rows of databases before version 3 have no flow, and older ones than this release no origin: their lists end before.
 */

import type {
  Alternatives,
  Finding,
  FindingOrigin,
  FindingState,
  Fix,
  FlowKind,
  FlowStep,
  Label,
  LabelStyle,
  Metavariable,
  Range,
  Status,
} from '../protocol';
import { CONFIDENCES, DECISIONS, DOUBTS, SEVERITIES, severityRank, statusOfSuppression } from '../protocol';
import type { Trace } from './rematch';

export const FORMAT = 1;

/** Numbers per finding in `Head[4]`: rule, language, flags, line, column, message. */
export const HEAD_FIELDS = 6;

/** Their places are stored: new ones go to the end. */
export const FOUND_STATES: readonly FoundState[] = ['open', 'suppressed', 'gone', 'dismissed'];
const STATES: readonly FindingState[] = [...FOUND_STATES, ...DECISIONS];
const ORIGINS: readonly FindingOrigin[] = ['file', 'project', 'import'];
const FLOW_KINDS: readonly FlowKind[] = ['source', 'propagation', 'sink', 'guess'];
const STATE_SHIFT = 3;
const FIX_BIT = 1 << 5;
/** Not stored: decisions are, in a column of their own. */
const DECISION_SHIFT = 6;

/** `[format, rules, languages, messages, numbers, excerpts]`; the numbers index into the lists before them. */
export type Head = [number, string[], string[], string[], number[], string[]];

/** A stored row of findings: what lists need, and the id of each. */
export interface FindingBlock {
  ids: number[];
  head: Head;
  /** Place in the row and index into `DECISIONS`, in turn. */
  decisions?: readonly number[];
}

/** `[line, col, offset, line, col, offset]`: start, then end. */
type PackedRange = [number, number, number, number, number, number];

/** Index into `FLOW_KINDS`, place, excerpt, note, file, threat; 0 stands for none. */
type PackedStep = [number, PackedRange, string, (string | 0)?, (string | 0)?, string?];

/** Style, message, place, file; 0 stands for none. */
type PackedLabel = [LabelStyle, string | 0, PackedRange, string?];

/** A comment that hides it, with its line; or the step that takes it for no fault, with why. */
type PackedStatus = [number, string, string?] | [string, string];

/**
 * `[offset, end line, end col, end offset, fingerprint, metavars, labels, fix, status, flow, origin, confidence, alternatives, doubt]`;
 * fingerprints are of older rows, whose findings have no identity. 0 stands for none; origin is an index into `ORIGINS`, confidence and doubt are one more than theirs.
 */
type PackedFinding = [
  number,
  number,
  number,
  number,
  string | 0,
  Record<string, [string] | [string, PackedRange]> | 0,
  PackedLabel[] | 0,
  PackedFix | 0,
  PackedStatus | 0,
  (PackedStep[] | 0)?,
  number?,
  number?,
  (PackedAlternatives | 0)?,
  number?,
];

/** Other flows and other fixes; see `Alternatives`. */
type PackedAlternatives = [PackedStep[][], PackedFix[]];
/** The text and its place; whether it is safe, and its other edits, only where there is something to say. */
type PackedFix = [string, PackedRange, (0 | 1)?, [string, PackedRange][]?];

/** What a scan or a sender says of a finding, whatever was decided of it here. */
export type FoundState = Status['kind'] | 'gone';

/** A finding with what only the store knows of it. */
export interface StoredFinding {
  finding: Finding;
  others?: Alternatives | undefined;
  state: FoundState;
}

export function stateOf(finding: Finding, gone = false): FoundState {
  return gone ? 'gone' : finding.status.kind;
}

export function packFlags({ finding, state }: StoredFinding): number {
  const fix = finding.fix ? FIX_BIT : 0;
  return severityRank(finding.severity) | (FOUND_STATES.indexOf(state) << STATE_SHIFT) | fix;
}

/** Index into `SEVERITIES`. */
export function flagsSeverity(flags: number): number {
  return flags & 7;
}

/** Index into `FINDING_STATES`. */
export function flagsState(flags: number): number {
  const found = (flags >> STATE_SHIFT) & 3;
  const decision = flags >> DECISION_SHIFT;
  // What is not open needs no decision, and shows why.
  return found === 0 && decision > 0 ? FOUND_STATES.length + decision - 1 : found;
}

/** Flags with a decision, an index into `DECISIONS`, or without one. */
export function flagsDecided(flags: number, decision: number | undefined): number {
  const found = flags & ((1 << DECISION_SHIFT) - 1);
  return decision === undefined ? found : found | ((decision + 1) << DECISION_SHIFT);
}

/** The flags of each finding of a row. */
export function flagsOf([, , , , numbers]: Head): number[] {
  return numbers.filter((_, at) => at % HEAD_FIELDS === 2);
}

export function flagsHasFix(flags: number): boolean {
  return (flags & FIX_BIT) !== 0;
}

export { STATES as FINDING_STATES };

export function packHead(findings: readonly StoredFinding[]): Head {
  const rules = new Strings();
  const languages = new Strings();
  const messages = new Strings();
  const numbers: number[] = [];
  for (const stored of findings) {
    const { finding } = stored;
    const { line, col } = finding.range.start;
    numbers.push(rules.index(finding.ruleId), languages.index(finding.language), packFlags(stored));
    numbers.push(line, col, messages.index(finding.message));
  }
  const excerpts = findings.map(({ finding }) => finding.excerpt);
  return [FORMAT, rules.values, languages.values, messages.values, numbers, excerpts];
}

export function packDetail(findings: readonly StoredFinding[]): string {
  return JSON.stringify([FORMAT, ...findings.map(packFinding)]);
}

/** Identity and surroundings of each finding in turn, as JSON. */
export function packIdentities(findings: readonly StoredFinding[]): string {
  return JSON.stringify(findings.flatMap(({ finding }) => [finding.identity, finding.surroundings ?? '']));
}

/** The findings that were packed, in their order. Rows of older versions have no identities. */
export function unpack(head: Head, detail: string, identities: string | null): StoredFinding[] {
  const [, ...packed] = JSON.parse(detail) as [number, ...PackedFinding[]];
  const named = JSON.parse(identities ?? '[]') as string[];
  return packed.map((finding, ordinal) => {
    const [identity = finding[4] || '', surroundings = ''] = named.slice(ordinal * 2, ordinal * 2 + 2);
    return unpackFinding(head, ordinal, finding, { identity, ...(surroundings && { surroundings }) });
  });
}

/** What the findings of a row are known again by. */
export function unpackTraces(head: Head, identities: string | null): Trace[] {
  const [, rules, , , numbers, excerpts] = head;
  const named = JSON.parse(identities ?? '[]') as string[];
  return excerpts.map((excerpt, ordinal) => {
    const [rule = 0, , , line = 0] = numbers.slice(ordinal * HEAD_FIELDS, (ordinal + 1) * HEAD_FIELDS);
    const [identity = '', surroundings = ''] = named.slice(ordinal * 2, ordinal * 2 + 2);
    return { rule: rules[rule] ?? '', line, identity, surroundings, excerpt };
  });
}

/** Ids as runs, in their order: first, count, first, count, … */
export function packRuns(ids: readonly number[]): number[] {
  const runs: number[] = [];
  for (const id of ids) {
    const last = runs.length - 1;
    const count = runs[last];
    if (count !== undefined && (runs[last - 1] ?? 0) + count === id) runs[last] = count + 1;
    else runs.push(id, 1);
  }
  return runs;
}

export function unpackRuns(runs: readonly number[]): number[] {
  const ids: number[] = [];
  for (let at = 0; at < runs.length; at += 2) {
    for (let more = 0; more < (runs[at + 1] ?? 0); more++) ids.push((runs[at] ?? 0) + more);
  }
  return ids;
}

function packFinding({ finding, others }: StoredFinding): PackedFinding {
  const { start, end } = finding.range;
  const { fix } = finding;
  const packed: PackedFinding = [
    start.offset,
    end.line,
    end.col,
    end.offset,
    0,
    packMetavars(finding.metavars ?? {}),
    finding.labels?.length ? finding.labels.map(packLabel) : 0,
    fix ? packFix(fix) : 0,
    packStatus(finding.status),
    finding.flow?.length ? finding.flow.map(packStep) : 0,
    ORIGINS.indexOf(finding.origin),
    finding.confidence ? CONFIDENCES.indexOf(finding.confidence) + 1 : 0,
  ];
  const { doubt } = finding;
  if (others) packed.push([others.flows.map((flow) => flow.map(packStep)), others.fixes.map(packFix)]);
  else if (doubt) packed.push(0);
  if (doubt) packed.push(DOUBTS.indexOf(doubt) + 1);
  return packed;
}

function unpackFinding(
  head: Head,
  ordinal: number,
  packed: PackedFinding,
  named: Pick<Finding, 'identity' | 'surroundings'>,
): StoredFinding {
  const [, rules, languages, messages, numbers, excerpts] = head;
  const at = ordinal * HEAD_FIELDS;
  const [rule = 0, language = 0, flags = 0, line = 0, col = 0, message = 0] = numbers.slice(
    at,
    at + HEAD_FIELDS,
  );
  const [offset, endLine, endCol, endOffset, , metavars, labels, fix, ...more] = packed;
  const [status, flow, origin = 0, confidence = 0, others, doubt = 0] = more;
  const finding: Finding = {
    ruleId: rules[rule] ?? '',
    language: languages[language] ?? '',
    severity: SEVERITIES[flagsSeverity(flags)] ?? 'info',
    message: messages[message] ?? '',
    range: { start: { line, col, offset }, end: { line: endLine, col: endCol, offset: endOffset } },
    excerpt: excerpts[ordinal] ?? '',
    metavars: unpackMetavars(metavars || {}),
    labels: (labels || []).map(unpackLabel),
    ...named,
    status: unpackStatus(status),
    origin: ORIGINS[origin] ?? 'file',
  };
  if (flow) finding.flow = flow.map(unpackStep);
  if (fix) finding.fix = unpackFix(fix);
  const sure = CONFIDENCES[confidence - 1];
  if (sure) finding.confidence = sure;
  const why = DOUBTS[doubt - 1];
  if (why) finding.doubt = why;
  const state = stateOf(finding, FOUND_STATES[flagsState(flags)] === 'gone');
  if (!others) return { finding, state };
  const [flows, fixes] = others;
  return {
    finding,
    state,
    others: { flows: flows.map((steps) => steps.map(unpackStep)), fixes: fixes.map(unpackFix) },
  };
}

function packFix({ text, range, isSafe, also }: Fix): PackedFix {
  const own = [text, packRange(range)] as const;
  if (also?.length) return [...own, isSafe ? 1 : 0, also.map((edit) => [edit.text, packRange(edit.range)])];
  return isSafe ? [...own, 1] : [...own];
}

function unpackFix([text, range, isSafe, also]: PackedFix): Fix {
  return {
    text,
    range: unpackRange(range),
    ...(isSafe && { isSafe: true }),
    ...(also && { also: also.map(([added, place]) => ({ text: added, range: unpackRange(place) })) }),
  };
}

function packStatus(status: Status): PackedStatus | 0 {
  if (status.kind === 'open') return 0;
  if (status.kind === 'dismissed') return [status.step, status.why];
  const { line, comment, until } = status;
  return until === undefined ? [line, comment] : [line, comment, until];
}

/** Rows of older releases have comments that say that they are none. */
function unpackStatus(packed: PackedStatus | 0): Status {
  if (packed === 0) return { kind: 'open' };
  const [first, text, until] = packed;
  if (typeof first === 'string') return { kind: 'dismissed', step: first, why: text };
  if (until !== undefined) return { kind: 'suppressed', line: first, comment: text, until };
  return statusOfSuppression({ line: first, comment: text });
}

type Metavars = Record<string, Metavariable>;

function packMetavars(metavars: Metavars): PackedFinding[5] {
  const entries = Object.entries(metavars).map(([name, { text, range }]) => [
    name,
    range ? [text, packRange(range)] : [text],
  ]);
  return entries.length > 0 ? Object.fromEntries(entries) : 0;
}

function unpackMetavars(packed: Exclude<PackedFinding[5], 0>): Metavars {
  const entries = Object.entries(packed).map(([name, [text, range]]) => [
    name,
    range ? { text, range: unpackRange(range) } : { text },
  ]);
  return Object.fromEntries(entries);
}

function packLabel({ style, message, range, file }: Label): PackedLabel {
  const label = [style, message ?? 0, packRange(range)] as const;
  return file === undefined ? [...label] : [...label, file];
}

function unpackLabel([style, message, range, file]: PackedLabel): Label {
  const label: Label = { style, range: unpackRange(range) };
  if (message !== 0) label.message = message;
  if (file !== undefined) label.file = file;
  return label;
}

function packStep({ kind, range, excerpt, note, file, threat }: FlowStep): PackedStep {
  const step = [FLOW_KINDS.indexOf(kind), packRange(range), excerpt] as const;
  if (threat !== undefined) return [...step, note ?? 0, file ?? 0, threat];
  if (file !== undefined) return [...step, note ?? 0, file];
  return note === undefined ? [...step] : [...step, note];
}

function unpackStep([kind, range, excerpt, note, file, threat]: PackedStep): FlowStep {
  const step: FlowStep = { kind: FLOW_KINDS[kind] ?? 'propagation', range: unpackRange(range), excerpt };
  if (note !== undefined && note !== 0) step.note = note;
  if (file !== undefined && file !== 0) step.file = file;
  if (threat !== undefined) step.threat = threat;
  return step;
}

function packRange({ start, end }: Range): PackedRange {
  return [start.line, start.col, start.offset, end.line, end.col, end.offset];
}

function unpackRange([line, col, offset, endLine, endCol, endOffset]: PackedRange): Range {
  return { start: { line, col, offset }, end: { line: endLine, col: endCol, offset: endOffset } };
}

/** Gives equal strings the same small number. */
export class Strings {
  readonly values: string[] = [];
  readonly #indexes = new Map<string, number>();

  index(value: string): number {
    const known = this.#indexes.get(value);
    if (known !== undefined) return known;
    this.#indexes.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}
