/**
 * The baseline: findings that are known, which later scans are compared with. It lies in the project's repository, so
 * each finding is a line of its own that ends with a comma, in a fixed order, and changes only when the finding does:
 * git merges what two branches add to it, by `merge=union` even where both add at the same place. It holds no code.
 */
import type { KnownFinding } from '../../../workers/protocol';
import { FieldError, integer, list, object, own, relativePath, text } from '../fields';
import { bad, good, type Read } from '../result';

/** What tells the file from any other JSON. */
const FORMAT = 'assay-baseline';
/** The newest version this release reads, and the one it writes. */
const VERSION = 1;
const MAX_FINDINGS = 1_000_000;
const MAX_LINE = 100_000_000;
/** What git leaves where it cannot merge. */
const CONFLICT = /^(<{7}|={7}|>{7})/m;

/** Where a project keeps it. */
export const BASELINE_PATH = '.assay/baseline.json';

export function* encodeBaseline(findings: readonly KnownFinding[]): Generator<string> {
  yield `{"format":"${FORMAT}","version":${VERSION},"findings":[\n`;
  for (const { rule, path, line, identity, surroundings } of [...findings].sort(inOrder)) {
    yield `${JSON.stringify({ rule, path, line, identity, surroundings })},\n`;
  }
  yield 'null]}\n';
}

/** The line is last, so that lines added above do not change the order. */
function inOrder(a: KnownFinding, b: KnownFinding): number {
  return (
    compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.identity, b.identity) || a.line - b.line
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether a text claims to be a baseline. */
export function isBaseline(content: string): boolean {
  return content.slice(0, 200).includes(`"format":"${FORMAT}"`);
}

export function decodeBaseline(content: string): Read<KnownFinding[]> {
  try {
    const top = object(JSON.parse(content), 'the file');
    const version = integer(own(top, 'version'), 'version', 1, Number.MAX_SAFE_INTEGER);
    if (version > VERSION) {
      return bad(
        'baseline-version',
        'The baseline is of a newer version of Assay.',
        undefined,
        'Update Assay.',
      );
    }
    const findings = list(own(top, 'findings'), 'findings', MAX_FINDINGS, entry);
    return good(withoutRepeats(findings.filter((one) => one !== undefined)));
  } catch (error) {
    if (!(error instanceof FieldError || error instanceof SyntaxError)) throw error;
    const detail = CONFLICT.test(content) ? 'It has the marks of a merge conflict.' : `${error.message}.`;
    return bad('baseline-damaged', 'The baseline cannot be read.', detail, 'Resolve it, or write it again.');
  }
}

/** The last entry stands for none, so that all others end alike. */
function entry(value: unknown, field: string): KnownFinding | undefined {
  if (value === null) return undefined;
  const fields = object(value, field);
  const name = (key: string) => `${field}.${key}`;
  return {
    rule: text(own(fields, 'rule'), name('rule'), 300),
    path: relativePath(own(fields, 'path'), name('path')),
    line: integer(own(fields, 'line'), name('line'), 1, MAX_LINE),
    identity: text(own(fields, 'identity'), name('identity'), 300),
    surroundings: text(own(fields, 'surroundings'), name('surroundings'), 300),
  };
}

/** A merge may keep a finding twice, at its old line and at its new one. */
function withoutRepeats(findings: readonly KnownFinding[]): KnownFinding[] {
  const byName = new Map(findings.map((one) => [`${one.rule}\n${one.path}\n${one.identity}`, one]));
  return [...byName.values()];
}
