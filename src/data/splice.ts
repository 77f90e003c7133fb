/** A change of the bytes of a file. Offsets are those of the text that was analysed: UTF-8 without a mark. */
import type { Fix } from '../../workers/protocol';

const MARK = [0xef, 0xbb, 0xbf];

/**
 * The file with the change in it. Undefined if the bytes are not the analysed text any more: the file was changed since,
 * or is in another encoding, and the offsets would hit something else.
 */
export function splice(
  raw: Uint8Array<ArrayBuffer>,
  analysed: string,
  fix: Fix,
): Uint8Array<ArrayBuffer> | undefined {
  const markLength = MARK.every((byte, at) => raw[at] === byte) ? MARK.length : 0;
  const text = new TextEncoder().encode(analysed);
  if (!isSame(raw.subarray(markLength), text)) return undefined;
  const insert = new TextEncoder().encode(fix.text);
  const start = markLength + fix.range.start.offset;
  const end = markLength + fix.range.end.offset;
  const fixed = new Uint8Array(start + insert.length + raw.length - end);
  fixed.set(raw.subarray(0, start));
  fixed.set(insert, start);
  fixed.set(raw.subarray(end), start + insert.length);
  return fixed;
}

/** Whether two files have the same bytes. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
