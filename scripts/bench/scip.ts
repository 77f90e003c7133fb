/** Reads an index in SCIP's format (protocol buffers), as far as the names in it are concerned. */

export interface ScipOccurrence {
  file: string;
  /** From 0. */
  line: number;
  /** From 0, in the unit of the document. */
  col: number;
  endLine: number;
  endCol: number;
  symbol: string;
  isDefinition: boolean;
}

export interface ScipDocument {
  file: string;
  /** What columns count. */
  unit: 'utf8' | 'utf16' | 'utf32';
  occurrences: ScipOccurrence[];
}

const UNITS = ['utf16', 'utf8', 'utf16', 'utf32'] as const;

export function readScip(bytes: Uint8Array): ScipDocument[] {
  return [...fields(bytes)].filter(({ tag }) => tag === 2).map(({ bytes }) => document(bytes));
}

function document(bytes: Uint8Array): ScipDocument {
  const read: ScipDocument = { file: '', unit: 'utf16', occurrences: [] };
  const raw: Uint8Array[] = [];
  for (const field of fields(bytes)) {
    if (field.tag === 1) read.file = text(field.bytes);
    if (field.tag === 2) raw.push(field.bytes);
    if (field.tag === 6) read.unit = UNITS[field.number] ?? 'utf16';
  }
  read.occurrences = raw.map((one) => occurrence(read.file, one));
  return read;
}

function occurrence(file: string, bytes: Uint8Array): ScipOccurrence {
  let range: number[] = [];
  let symbol = '';
  let roles = 0;
  for (const field of fields(bytes)) {
    if (field.tag === 1) range = field.isBytes ? numbers(field.bytes) : [...range, field.number];
    if (field.tag === 2) symbol = text(field.bytes);
    if (field.tag === 3) roles = field.number;
    // Newer writers have a message for a range on one line.
    if (field.tag === 8) range = lineRange(field.bytes);
  }
  const [line = 0, col = 0, third = 0, fourth] = range;
  const end = fourth === undefined ? { endLine: line, endCol: third } : { endLine: third, endCol: fourth };
  return { file, line, col, ...end, symbol, isDefinition: (roles & 1) === 1 };
}

function lineRange(bytes: Uint8Array): number[] {
  const range = [0, 0, 0];
  for (const { tag, number } of fields(bytes)) range[tag - 1] = number;
  return range;
}

interface RawField {
  tag: number;
  isBytes: boolean;
  bytes: Uint8Array;
  number: number;
}

function* fields(bytes: Uint8Array): Generator<RawField> {
  let at = 0;
  while (at < bytes.length) {
    const head = varint(bytes, at);
    const [tag, wire] = [head.value >> 3, head.value & 7];
    at = head.end;
    if (wire === 0) {
      const { value, end } = varint(bytes, at);
      yield { tag, isBytes: false, bytes: new Uint8Array(), number: value };
      at = end;
    } else if (wire === 2) {
      const { value, end } = varint(bytes, at);
      yield { tag, isBytes: true, bytes: bytes.subarray(end, end + value), number: 0 };
      at = end + value;
    } else {
      at += wire === 1 ? 8 : 4;
    }
  }
}

function varint(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let shift = 1;
  let at = start;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * shift;
    shift *= 128;
    if (byte < 0x80) break;
  }
  return { value, end: at + 1 };
}

function numbers(bytes: Uint8Array): number[] {
  const all: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { value, end } = varint(bytes, at);
    all.push(value);
    at = end;
  }
  return all;
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
