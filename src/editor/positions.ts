/**
 * From the engine's places (line from 1, UTF-16 column from 1, `\n` alone ends a line) to offsets in a
 * CodeMirror document. The text may have changed since the scan, so every place is clamped into it.
 */
import type { Text } from '@codemirror/state';
import type { Position, Range } from '../../workers/protocol';

export type Place = Pick<Position, 'line' | 'col'>;

/** The offset of a place; the nearest one that exists where the text is shorter than it was. */
export function offsetOf(doc: Text, place: Place): number {
  if (place.line < 1) return 0;
  if (place.line > doc.lines) return doc.length;
  const line = doc.line(place.line);
  return Math.min(line.from + Math.max(0, place.col - 1), line.to);
}

/** The place of an offset. */
export function placeAt(doc: Text, offset: number): Place {
  const line = doc.lineAt(offset);
  return { line: line.number, col: offset - line.from + 1 };
}

/** Both ends of a range as offsets, `to` never before `from`. */
export function offsetsOf(doc: Text, range: Pick<Range, 'start' | 'end'>): { from: number; to: number } {
  const from = offsetOf(doc, range.start);
  return { from, to: Math.max(from, offsetOf(doc, range.end)) };
}
