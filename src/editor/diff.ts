/** What a fix changes, as lines: for the preview (with the changed parts of each line). */
import { Chunk } from '@codemirror/merge';
import { Text } from '@codemirror/state';
import type { Edit, Fix } from '../../workers/protocol';

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
}

function regionOf(text: string, fix: Edit, context: number): Region {
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

/** A fix as a unified diff of the lines it touches, with what else it changes. */
export function fixDiff(text: string, fix: Fix, context = 1): DiffLine[] {
  const edits = [...(fix.also ?? []), fix];
  return edits
    .toSorted((a, b) => a.range.start.offset - b.range.start.offset)
    .flatMap((edit) => diffRegion(regionOf(text, edit, context)));
}

/** The lines of a stretch before and after, from the line of this number on. */
export function linesDiff(firstLine: number, before: string[], after: string[]): DiffLine[] {
  if (before.length > 0 && after.length > 0) return diffRegion({ firstLine, before, after });
  // Where one side has no lines at all there is nothing to compare.
  const line = (kind: 'removed' | 'added') => (text: string) => ({ kind, text, changed: [] });
  return [...before.map(line('removed')), ...after.map(line('added'))];
}
