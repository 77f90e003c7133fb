/** Tells an archive by its bytes. */
import { BlobWindow } from './blob-window';
import { mayBeTar } from './tar';
import { BLOCK } from './tar-header';
import { hasEndRecord } from './zip-table';

/** What files begin with, by format; those that are not read are named by what people call them. */
const MAGIC: [format: string, ...bytes: number[]][] = [
  ['zip', 0x50, 0x4b, 0x03, 0x04],
  ['zip', 0x50, 0x4b, 0x05, 0x06],
  ['zip', 0x50, 0x4b, 0x07, 0x08],
  ['gzip', 0x1f, 0x8b],
  ['xz', 0xfd, 0x37, 0x7a, 0x58, 0x5a],
  ['bzip2', 0x42, 0x5a, 0x68],
  ['Zstandard', 0x28, 0xb5, 0x2f, 0xfd],
  ['7-Zip', 0x37, 0x7a, 0xbc, 0xaf],
  ['RAR', 0x52, 0x61, 0x72, 0x21],
];

/** `zip`, `tar`, `gzip`, or the name of a format that is not read; undefined if it is none of them. */
export async function recogniseArchive(file: Blob): Promise<string | undefined> {
  const window = new BlobWindow(file);
  const head = await window.read(0, BLOCK);
  for (const [format, ...bytes] of MAGIC) {
    if (bytes.every((byte, at) => head[at] === byte)) return format;
  }
  if (mayBeTar(head)) return 'tar';
  // A program that unpacks itself begins like any program.
  return (await hasEndRecord(window)) ? 'zip' : undefined;
}
