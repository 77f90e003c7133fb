/**
 * How findings of a file are stored: a head that lists, filters and the index need, and a detail with the rest,
 * both as JSON arrays without names. That is a fifth of the findings' own JSON, and is read and written several
 * times faster. The first element is the format's version; a new one needs a migration or a second reader here.
 * Rows of databases before version 3 have no flow: their lists end before it.
 */

import type {
  Finding,
  FindingState,
  FlowKind,
  FlowStep,
  Label,
  LabelStyle,
  Metavariable,
  Range,
} from '../protocol';
import { SEVERITIES, severityRank } from './severity';

export const FORMAT = 1;

/** Numbers per finding in `Head[4]`: rule, language, flags, line, column, message. */
export const HEAD_FIELDS = 6;

const STATES: readonly FindingState[] = ['open', 'suppressed', 'gone'];
const FLOW_KINDS: readonly FlowKind[] = ['source', 'propagation', 'sink'];
const STATE_SHIFT = 3;
const FIX_BIT = 1 << 5;

/** `[format, rules, languages, messages, numbers, excerpts]`; the numbers index into the lists before them. */
export type Head = [number, string[], string[], string[], number[], string[]];

/** A stored row of findings: ids `firstId`, `firstId + 1`, … */
export interface FindingBlock {
  firstId: number;
  head: Head;
}

/** `[line, col, offset, line, col, offset]`: start, then end. */
type PackedRange = [number, number, number, number, number, number];

/** Index into `FLOW_KINDS`, place, excerpt, note, file; 0 stands for none. */
type PackedStep = [number, PackedRange, string, (string | 0)?, string?];

/** Style, message, place, file; 0 stands for none. */
type PackedLabel = [LabelStyle, string | 0, PackedRange, string?];

/** `[offset, end line, end col, end offset, fingerprint, metavars, labels, fix, suppression, flow]`; 0 stands for none. */
type PackedFinding = [
  number,
  number,
  number,
  number,
  string,
  Record<string, [string] | [string, PackedRange]> | 0,
  PackedLabel[] | 0,
  [string, PackedRange] | 0,
  [number, string] | 0,
  (PackedStep[] | 0)?,
];

/** A finding with what only the store knows of it. */
export interface StoredFinding {
  finding: Finding;
  state: FindingState;
}

export function stateOf(finding: Finding, gone = false): FindingState {
  if (gone) return 'gone';
  return finding.suppression ? 'suppressed' : 'open';
}

export function packFlags({ finding, state }: StoredFinding): number {
  const fix = finding.fix ? FIX_BIT : 0;
  return severityRank(finding.severity) | (STATES.indexOf(state) << STATE_SHIFT) | fix;
}

/** Index into `SEVERITIES`. */
export function flagsSeverity(flags: number): number {
  return flags & 7;
}

/** Index into `FINDING_STATES`. */
export function flagsState(flags: number): number {
  return (flags >> STATE_SHIFT) & 3;
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
  return JSON.stringify([FORMAT, ...findings.map(({ finding }) => packFinding(finding))]);
}

/** The findings that were packed, in their order. */
export function unpack(head: Head, detail: string): StoredFinding[] {
  const [, ...packed] = JSON.parse(detail) as [number, ...PackedFinding[]];
  return packed.map((finding, ordinal) => unpackFinding(head, ordinal, finding));
}

function packFinding(finding: Finding): PackedFinding {
  const { start, end } = finding.range;
  const { fix, suppression } = finding;
  return [
    start.offset,
    end.line,
    end.col,
    end.offset,
    finding.fingerprint,
    packMetavars(finding.metavars ?? {}),
    finding.labels?.length ? finding.labels.map(packLabel) : 0,
    fix ? [fix.text, packRange(fix.range)] : 0,
    suppression ? [suppression.line, suppression.comment] : 0,
    finding.flow?.length ? finding.flow.map(packStep) : 0,
  ];
}

function unpackFinding(head: Head, ordinal: number, packed: PackedFinding): StoredFinding {
  const [, rules, languages, messages, numbers, excerpts] = head;
  const at = ordinal * HEAD_FIELDS;
  const [rule = 0, language = 0, flags = 0, line = 0, col = 0, message = 0] = numbers.slice(
    at,
    at + HEAD_FIELDS,
  );
  const [offset, endLine, endCol, endOffset, fingerprint, metavars, labels, fix, suppression, flow] = packed;
  const finding: Finding = {
    ruleId: rules[rule] ?? '',
    language: languages[language] ?? '',
    severity: SEVERITIES[flagsSeverity(flags)] ?? 'info',
    message: messages[message] ?? '',
    range: { start: { line, col, offset }, end: { line: endLine, col: endCol, offset: endOffset } },
    excerpt: excerpts[ordinal] ?? '',
    metavars: unpackMetavars(metavars || {}),
    labels: (labels || []).map(unpackLabel),
    fingerprint,
  };
  if (flow) finding.flow = flow.map(unpackStep);
  if (fix) finding.fix = { text: fix[0], range: unpackRange(fix[1]) };
  if (suppression) finding.suppression = { line: suppression[0], comment: suppression[1] };
  return { finding, state: STATES[flagsState(flags)] ?? 'open' };
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

function packLabel({ style, message, range, path }: Label): PackedLabel {
  const label = [style, message ?? 0, packRange(range)] as const;
  return path === undefined ? [...label] : [...label, path];
}

function unpackLabel([style, message, range, path]: PackedLabel): Label {
  const label: Label = { style, range: unpackRange(range) };
  if (message !== 0) label.message = message;
  if (path !== undefined) label.path = path;
  return label;
}

function packStep({ kind, range, excerpt, note, path }: FlowStep): PackedStep {
  const step = [FLOW_KINDS.indexOf(kind), packRange(range), excerpt] as const;
  if (path !== undefined) return [...step, note ?? 0, path];
  return note === undefined ? [...step] : [...step, note];
}

function unpackStep([kind, range, excerpt, note, path]: PackedStep): FlowStep {
  const step: FlowStep = { kind: FLOW_KINDS[kind] ?? 'propagation', range: unpackRange(range), excerpt };
  if (note !== undefined && note !== 0) step.note = note;
  if (path !== undefined) step.path = path;
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
