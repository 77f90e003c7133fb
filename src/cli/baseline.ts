/** Compares a scan with an earlier one, and writes what later ones are compared with. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemMessage } from '../../workers/intake/node';
import {
  type BaselineState,
  type FileReport,
  type Finding,
  type KnownFinding,
  presentIds,
  type RuleInfo,
} from '../../workers/protocol';
import { compareFindings } from '../../workers/store/compare';
import { failureOf } from '../../workers/store/prepared-file';
import {
  decodeBaseline,
  type ExportedFinding,
  encodeBaseline,
  isBaseline,
  type Read,
  readFindings,
  type SharedDocument,
} from '../share';
import { OutputError, UsageError } from './errors';
import { replaceFile, writeAll } from './output';
import type { Results } from './results';

/** A scan beside an earlier one. */
export interface Compared {
  /** What each finding is, by its file and its place in the file's report. */
  stateOf(path: string, at: number): BaselineState;
  /** Findings that were found in other files before. */
  moved: number;
  /** Earlier findings that are not there any more. */
  gone: KnownFinding[];
  /** Earlier findings of files that this scan did not check. */
  unchecked: KnownFinding[];
}

/** Reads the findings of an earlier scan: a baseline, or an export of Assay. */
export function readBaseline(path: string): KnownFinding[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(
      `The baseline ${path} cannot be read: ${systemMessage(error)}.`,
      'Write one with --write-baseline.',
    );
  }
  const read = isBaseline(text) ? decodeBaseline(text) : ofExport(readFindings(text, basename(path)));
  if (read.ok) return read.value;
  const { message, detail, help } = read.error;
  throw new UsageError(`${path}: ${message}`, [detail, help].filter(Boolean).join(' '));
}

function ofExport(read: Read<SharedDocument> | undefined): Read<KnownFinding[]> {
  if (read === undefined) {
    throw new UsageError(
      'The baseline has no findings of an earlier scan.',
      'Write one with --write-baseline.',
    );
  }
  if (!read.ok) return read;
  const { files, rules } = read.value;
  const known = files.flatMap(({ path, findings }) =>
    findings
      .filter(({ status, gone }) => status === undefined && !gone)
      .map(({ rule, start, identity }): KnownFinding => {
        return { rule: rules[rule]?.id ?? '', path, line: start.line, identity, surroundings: '' };
      }),
  );
  return { ok: true, value: known };
}

/** @param root of the paths. */
export async function compareWith(
  former: readonly KnownFinding[],
  results: Results,
  rules: readonly RuleInfo[],
  root: string,
): Promise<Compared> {
  const present = presentIds(rules);
  const renamed = former.map((one) => ({ ...one, rule: present.get(one.rule) ?? one.rule }));
  const now: KnownFinding[] = [];
  const firsts = new Map<string, number>();
  const cutOff = new Set<string>();
  for (const { path, findings, problems } of results.reports()) {
    firsts.set(path, now.length);
    if (failureOf(problems) !== 0) cutOff.add(path);
    now.push(...findings.map((finding) => knownFinding(path, finding)));
  }
  const { same, gone, moved } = await compareFindings(renamed, now);
  const missing = gone.flatMap((index) => renamed[index] ?? []);
  // Of a file that was left out, or not checked to its end, nobody knows what is still in it.
  const isChecked = ({ path }: KnownFinding) =>
    results.files.has(path) ? !cutOff.has(path) : !existsSync(join(root, path));
  return {
    stateOf: (path, at) => (same.has((firsts.get(path) ?? 0) + at) ? 'known' : 'new'),
    moved: moved.length,
    gone: missing.filter(isChecked),
    unchecked: missing.filter((one) => !isChecked(one)),
  };
}

function knownFinding(path: string, { ruleId, range, identity, surroundings }: Finding): KnownFinding {
  return { rule: ruleId, path, line: range.start.line, identity, surroundings: surroundings ?? '' };
}

/** What is printed, by path and place. */
export function* withBaseline(
  reports: Iterable<FileReport>,
  compared: Compared | undefined,
): Generator<ExportedFinding> {
  for (const { path, findings } of reports) {
    for (const [at, finding] of findings.entries()) {
      yield { path, finding, ...(compared && { baseline: compared.stateOf(path, at) }) };
    }
  }
}

/** Two branches may add findings at the same place, which git would not merge by itself. */
const ATTRIBUTES = 'baseline.json merge=union\n';

/** What is open, as later scans compare with it. */
export function openFindings(results: Results): KnownFinding[] {
  const open: KnownFinding[] = [];
  for (const report of results.reports()) {
    const findings = report.findings.filter(({ status }) => status.kind === 'open');
    open.push(...findings.map((finding) => knownFinding(report.path, finding)));
  }
  return open;
}

/** Writes the open findings; those of files that were not checked stay as they were. */
export async function writeBaseline(
  path: string,
  results: Results,
  unchecked: readonly KnownFinding[],
): Promise<void> {
  const open = openFindings(results);
  try {
    await replaceFile(path, (file) => {
      for (const piece of encodeBaseline([...unchecked, ...open])) writeAll(file, Buffer.from(piece));
    });
    const folder = dirname(path);
    const attributes = join(folder, '.gitattributes');
    if (basename(folder) === '.assay' && !existsSync(attributes)) {
      await replaceFile(attributes, (file) => writeAll(file, Buffer.from(ATTRIBUTES)));
    }
  } catch (error) {
    throw new OutputError(`Could not write the baseline to ${path}: ${systemMessage(error)}.`);
  }
}
