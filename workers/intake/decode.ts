/**
 * Turns the bytes of a text file into UTF-8, whatever they were on disk.
 *
 * Everything after intake sees valid UTF-8 and nothing else. Text that already is passes through untouched:
 * no copy, no string. Encodings are told by the mark, or for UTF-16 without one by where its NUL bytes are.
 */

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How much of a file is looked at to tell its encoding and whether it is binary; bytes. */
export const HEAD_BYTES = 8192;

/** The encoding that the first bytes speak for. */
export function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return utf16WithoutMark(bytes.subarray(0, HEAD_BYTES));
}

/**
 * Mostly Latin text in UTF-16 has a NUL in nearly every second byte and hardly any in the others.
 * Text in other scripts without a mark is not told from binary data.
 */
function utf16WithoutMark(head: Uint8Array): Encoding {
  if (head.length < 4 || !head.includes(0)) return 'utf-8';
  const pairs = head.length >> 1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs * 2; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.7 && odd < pairs * 0.05) return 'utf-16be';
  return 'utf-8';
}

/** Length in bytes of a sequence by its first byte, with the range of its second byte: RFC 3629, section 4. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  const second = bytes[at + 1] ?? 0;
  if (first >= 0xc2 && first <= 0xdf) return inTail(second) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const low = first === 0xe0 ? 0xa0 : 0x80;
    const high = first === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && inTail(bytes[at + 2]) ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const low = first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high && inTail(bytes[at + 2]) && inTail(bytes[at + 3]) ? 4 : 0;
  }
  return 0;
}

function inTail(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}

/** Whether all bytes are ASCII; looks at four at a time where they lie on a word. */
function isAscii(bytes: Uint8Array): boolean {
  const words = bytes.byteOffset % 4 === 0 ? bytes.length >> 2 : 0;
  const view = new Uint32Array(bytes.buffer, words ? bytes.byteOffset : 0, words);
  for (let at = 0; at < words; at++) if (((view[at] as number) & 0x80808080) !== 0) return false;
  for (let at = words * 4; at < bytes.length; at++) if ((bytes[at] as number) > 0x7f) return false;
  return true;
}

/** Whether the bytes are valid UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  if (isAscii(bytes)) return true;
  for (let at = 0; at < bytes.length; ) {
    if ((bytes[at] as number) < 0x80) {
      at++;
      continue;
    }
    const length = sequenceAt(bytes, at);
    if (length === 0) return false;
    at += length;
  }
  return true;
}

function recode(bytes: Uint8Array, encoding: Encoding): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(new TextDecoder(encoding).decode(bytes));
}

/**
 * The text as valid UTF-8 without a mark; what cannot be decoded becomes U+FFFD. The result has a buffer of
 * its own that may be moved; it is the given one where nothing had to change.
 */
export function decode(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const encoding = encodingOf(bytes);
  if (encoding !== 'utf-8' || !isUtf8(bytes)) return recode(bytes, encoding);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return hasMark ? bytes.slice(3) : bytes;
}
