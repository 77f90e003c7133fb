/** What a fix changes, as lines: for the preview (with the changed parts of each line) and as a patch. */
import { Chunk } from '@codemirror/merge';
import { Text } from '@codemirror/state';
import type { Fix } from '../../workers/protocol';

/** A line of a diff. Line numbers count from 1; `changed` are UTF-16 stretches within `text`. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  text: string;
  oldLine?: number;
  newLine?: number;
  changed: { from: number; to: number }[];
}

/** The lines a fix touches, before and after, with lines of context around them. */
interface Region {
  /** Number of the first line of both. */
  firstLine: number;
  before: string[];
  after: string[];
  /** Whether the region reaches the end of the text. */
  atEnd: boolean;
}

function regionOf(text: string, fix: Fix, context: number): Region {
  const lines = text.split('\n');
  const { start, end } = fix.range;
  const first = Math.max(0, start.line - 1 - context);
  const last = Math.min(lines.length, end.line + context);
  const head = [...lines.slice(first, start.line - 1), (lines[start.line - 1] ?? '').slice(0, start.col - 1)];
  const tail = [(lines[end.line - 1] ?? '').slice(end.col - 1), ...lines.slice(end.line, last)];
  return {
    firstLine: first + 1,
    before: lines.slice(first, last),
    after: (head.join('\n') + fix.text + tail.join('\n')).split('\n'),
    atEnd: last === lines.length,
  };
}

function changedParts(ranges: readonly { from: number; to: number }[], from: number, length: number) {
  return ranges
    .map((range) => ({ from: Math.max(0, range.from - from), to: Math.min(length, range.to - from) }))
    .filter((range) => range.to > range.from);
}

/** The lines of one side that a chunk covers: empty where the chunk only adds or only removes. */
function linesBetween(doc: Text, from: number, to: number): { first: number; last: number } {
  if (from >= to) return { first: doc.lineAt(Math.min(from, doc.length)).number, last: -1 };
  return { first: doc.lineAt(from).number, last: doc.lineAt(Math.min(to - 1, doc.length)).number };
}

function chunkLines(chunk: Chunk, before: Text, after: Text, firstLine: number): DiffLine[] {
  const out: DiffLine[] = [];
  const sides = [
    { kind: 'removed', doc: before, from: chunk.fromA, to: chunk.toA },
    { kind: 'added', doc: after, from: chunk.fromB, to: chunk.toB },
  ] as const;
  for (const { kind, doc, from, to } of sides) {
    const { first, last } = linesBetween(doc, from, to);
    const ranges = chunk.changes.map((change) =>
      kind === 'removed'
        ? { from: from + change.fromA, to: from + change.toA }
        : { from: from + change.fromB, to: from + change.toB },
    );
    for (let number = first; number <= last; number++) {
      const line = doc.line(number);
      const place = firstLine + number - 1;
      out.push({
        kind,
        text: line.text,
        ...(kind === 'removed' ? { oldLine: place } : { newLine: place }),
        changed: changedParts(ranges, line.from, line.length),
      });
    }
  }
  return out;
}

function diffRegion({ firstLine, before, after }: Region): DiffLine[] {
  const a = Text.of(before);
  const b = Text.of(after);
  const out: DiffLine[] = [];
  let lineA = 1;
  let lineB = 1;
  const same = (untilA: number) => {
    for (; lineA < untilA; lineA++, lineB++) {
      const text = a.line(lineA).text;
      out.push({
        kind: 'same',
        text,
        oldLine: firstLine + lineA - 1,
        newLine: firstLine + lineB - 1,
        changed: [],
      });
    }
  };
  for (const chunk of Chunk.build(a, b)) {
    same(a.lineAt(Math.min(chunk.fromA, a.length)).number);
    const lines = chunkLines(chunk, a, b, firstLine);
    out.push(...lines);
    lineA += lines.filter((line) => line.kind === 'removed').length;
    lineB += lines.filter((line) => line.kind === 'added').length;
  }
  same(a.lines + 1);
  return out;
}

/** A fix as a unified diff of the lines it touches. */
export function fixDiff(text: string, fix: Fix, context = 1): DiffLine[] {
  return diffRegion(regionOf(text, fix, context));
}

/** A fix as a patch that `git apply` and `patch -p1` take. */
export function fixPatch(path: string, text: string, fix: Fix): string {
  const region = regionOf(text, fix, 3);
  const endsBefore = text.endsWith('\n');
  const endsAfter = region.atEnd ? region.after.at(-1) === '' : true;
  // The empty piece after a last line break is not a line.
  if (region.atEnd && endsBefore) region.before.pop();
  if (region.atEnd && endsAfter) region.after.pop();
  const lines = region.before.length && region.after.length ? diffRegion(region) : wholeRegion(region);
  const oldCount = lines.filter((line) => line.kind !== 'added').length;
  const newCount = lines.filter((line) => line.kind !== 'removed').length;
  const range = (count: number) => `${count === 0 ? region.firstLine - 1 : region.firstLine},${count}`;
  const head = [`--- a/${path}`, `+++ b/${path}`, `@@ -${range(oldCount)} +${range(newCount)} @@`];
  return `${[...head, ...patchLines(lines, region.atEnd, endsBefore, endsAfter)].join('\n')}\n`;
}

/** Where one side has no lines at all there is nothing to compare. */
function wholeRegion({ before, after, firstLine }: Region): DiffLine[] {
  return [
    ...before.map((text, i): DiffLine => ({ kind: 'removed', text, oldLine: firstLine + i, changed: [] })),
    ...after.map((text, i): DiffLine => ({ kind: 'added', text, newLine: firstLine + i, changed: [] })),
  ];
}

const SIGNS = { same: ' ', removed: '-', added: '+' };
const NO_NEWLINE = '\\ No newline at end of file';

function patchLines(lines: DiffLine[], atEnd: boolean, endsBefore: boolean, endsAfter: boolean): string[] {
  const lastOld = lines.findLastIndex((line) => line.kind !== 'added');
  const lastNew = lines.findLastIndex((line) => line.kind !== 'removed');
  return lines.flatMap((line, index) => {
    const own = `${SIGNS[line.kind]}${line.text}`;
    if (!atEnd) return [own];
    const bare =
      (index === lastOld && !endsBefore && line.kind !== 'added') ||
      (index === lastNew && !endsAfter && line.kind !== 'removed');
    // A last line that both sides share but only one ends: it differs after all.
    if (bare && line.kind === 'same' && endsBefore !== endsAfter) {
      const [minus, plus] = [`-${line.text}`, `+${line.text}`];
      return endsBefore ? [minus, plus, NO_NEWLINE] : [minus, NO_NEWLINE, plus];
    }
    return bare ? [own, NO_NEWLINE] : [own];
  });
}
