/** Tells an archive by its bytes. */
import { BlobWindow, type ByteSource } from './blob-window';
import { BLOCK, readHeader } from './tar-header';
import { hasTable } from './zip-table';

/** What files begin with, by format, as hex; those that are not read are named by what people call them. */
const MAGIC: [format: string, begin: RegExp][] = [
  ['zip', /^504b(0304|0506|0708)/],
  ['gzip', /^1f8b08/],
  ['xz', /^fd377a585a00/],
  ['bzip2', /^425a683[1-9](314159265359|177245385090)/],
  ['Zstandard', /^28b52ffd/],
  ['7-Zip', /^377abcaf271c/],
  ['RAR', /^526172211a07/],
];
const MAGIC_BYTES = 16;

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `zip`, `tar`, `gzip`, or the name of a format that is not read; undefined if it is none of them. */
export async function recogniseArchive(file: ByteSource): Promise<string | undefined> {
  const window = new BlobWindow(file);
  const head = await window.read(0, BLOCK);
  const begin = hex(head.subarray(0, MAGIC_BYTES));
  const known = MAGIC.find(([, pattern]) => pattern.test(begin));
  if (known) return known[0];
  if (readHeader(head)) return 'tar';
  // A program that unpacks itself begins like any program.
  return (await hasTable(window)) ? 'zip' : undefined;
}
