/** Makes archives for tests, honest ones and such as nobody should make. */
import { deflateSync } from 'fflate';
import { crc32 } from './crc32';

export type Bytes = Uint8Array<ArrayBuffer>;

export const bytesOf = (text: string): Bytes => new TextEncoder().encode(text);

export function concat(...parts: Uint8Array[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Numbers of 16 (`h`) or 32 (`i`) bits, the lowest byte first. */
function packed(format: string, ...values: number[]): Bytes {
  const bytes = new Uint8Array([...format].reduce((sum, one) => sum + (one === 'h' ? 2 : 4), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  [...format].forEach((one, index) => {
    const value = values[index] as number;
    if (one === 'h') view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += one === 'h' ? 2 : 4;
  });
  return bytes;
}

/** What a header says of an entry. */
interface Fields {
  name: string;
  flags: number;
  method: number;
  crc: number;
  packedSize: number;
  size: number;
}

export interface ZipEntrySpec {
  name: string;
  text?: string;
  /** The content as it stands in the archive, in place of the packed text. */
  data?: Uint8Array;
  /** Stored rather than deflated. */
  isStored?: boolean;
  /** What the headers say in place of the truth. */
  both?: Partial<Fields>;
  local?: Partial<Fields>;
  central?: Partial<Fields>;
  /** Sizes stand behind the data. */
  isStreamed?: boolean;
  /** Left out of the table of contents. */
  isUnlisted?: boolean;
  /** Unix mode. */
  mode?: number;
  /** Where the table says the entry is. */
  offset?: number;
}

const common = ({ flags, method, crc, packedSize, size }: Fields) =>
  packed('hhhhiii', flags, method, 0, 0x21, crc, packedSize, size);

function parts(spec: ZipEntrySpec, offset: number): { local: Bytes; central: Bytes } {
  const { name, text = '', isStored = false, isStreamed = false } = spec;
  const data = spec.data ?? (isStored ? bytesOf(text) : deflateSync(bytesOf(text)));
  const size = bytesOf(text).length;
  const [flags, method] = [0x800 | (isStreamed ? 8 : 0), isStored ? 0 : 8];
  const truth: Fields = { name, flags, method, crc: crc32(bytesOf(text)), packedSize: data.length, size };
  const open = isStreamed ? { crc: 0, packedSize: 0, size: 0 } : {};
  const local = { ...truth, ...open, ...spec.both, ...spec.local };
  const central = { ...truth, ...spec.both, ...spec.central };
  const descriptor = isStreamed ? packed('iiii', 0x08074b50, truth.crc, truth.packedSize, truth.size) : [];
  const [localName, centralName] = [bytesOf(local.name), bytesOf(central.name)];
  const lengths = packed('hh', localName.length, 0);
  const rest = packed(
    'hhhhhii',
    centralName.length,
    0,
    0,
    0,
    0,
    (spec.mode ?? 0o100644) << 16,
    spec.offset ?? offset,
  );
  return {
    local: concat(
      packed('ih', 0x04034b50, 20),
      common(local),
      lengths,
      localName,
      data,
      new Uint8Array(descriptor),
    ),
    central: concat(packed('ihh', 0x02014b50, 0x314, 20), common(central), rest, centralName),
  };
}

export interface ZipSpec {
  /** What the end record says in place of the truth. */
  end?: { entries?: number; size?: number; offset?: number };
  comment?: Uint8Array;
  /** No table and no end record. */
  isCut?: boolean;
}

/** A zip of these entries. */
export function zipOf(
  entries: ZipEntrySpec[],
  { end = {}, comment = new Uint8Array(0), isCut }: ZipSpec = {},
): Bytes {
  let body = new Uint8Array(0);
  let table = new Uint8Array(0);
  let count = 0;
  for (const spec of entries) {
    const { local, central } = parts(spec, body.length);
    body = concat(body, local);
    if (spec.isUnlisted) continue;
    table = concat(table, central);
    count++;
  }
  if (isCut) return body;
  const { entries: told = count, size = table.length, offset = body.length } = end;
  return concat(
    body,
    table,
    packed('ihhhhiih', 0x06054b50, 0, 0, told, told, size, offset, comment.length),
    comment,
  );
}

export interface TarEntrySpec {
  name: string;
  text?: string;
  type?: string;
  /** The field of the size as it stands in the header. */
  sizeField?: string;
  mtimeField?: string;
  /** The data behind the header, in place of the text. */
  data?: Uint8Array;
}

/** An entry; what is too long for its header goes before it. */
function tarEntry(spec: TarEntrySpec): Bytes {
  if (spec.name.length <= 100) return plainTarEntry(spec);
  return concat(plainTarEntry(pax(`path=${spec.name}`)), plainTarEntry({ ...spec, name: 'long' }));
}

function plainTarEntry({ name, text = '', type = '0', sizeField, mtimeField, data }: TarEntrySpec): Bytes {
  const header = new Uint8Array(512);
  const put = (at: number, value: string) => header.set(bytesOf(value), at);
  const content = data ?? bytesOf(text);
  put(0, name);
  put(100, '0000644\0');
  put(124, sizeField ?? `${content.length.toString(8).padStart(11, '0')}\0`);
  put(136, mtimeField ?? '00000000001\0');
  put(148, '        ');
  put(156, type);
  put(257, 'ustar\x0000');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  const blocks = new Uint8Array(Math.ceil(content.length / 512) * 512);
  blocks.set(content);
  return concat(header, blocks);
}

/** A ustar archive, as small as it gets. */
export function tarOf(entries: TarEntrySpec[]): Bytes {
  return concat(...entries.map(tarEntry), new Uint8Array(1024));
}

/** An extra header with pax records such as `size=5`. */
export function pax(...records: string[]): TarEntrySpec {
  const texts = records.map((record) => {
    const length = bytesOf(record).length + 2;
    const digits = String(length + String(length + 2).length).length;
    return `${length + digits} ${record}\n`;
  });
  return { name: 'pax', type: 'x', text: texts.join('') };
}
