/** The texts of dropped files: plain, gzipped, or zipped as code scanning services hand them out. */

import { unzipSync } from 'fflate';
import { AssayError } from '../../../workers/protocol';
import { formatBytes } from '../../kernel/format';
import { CLAIMING_NAME, isStreamable, MAX_FILE_BYTES } from '../../share';

/** A text, or the pieces of one that is too large to be held, as often as they are asked for. */
export type Content = { name: string } & ({ text: string } | { open: () => AsyncIterable<Uint8Array> });

/** SARIF from this size on is read in pieces: all of it is parsed twice then, and never held at once. Bytes. */
const STREAMED_FROM = 32_000_000;
/** The same where it is gzipped, which makes a fifteenth of it. */
const STREAMED_FROM_GZIPPED = 2_000_000;
/** Larger ones are refused; bytes, unpacked. */
const MAX_STREAMED_BYTES = 1_000_000_000;
const HEAD_BYTES = 4096;

/** Larger archives are projects. */
const MAX_ZIP_BYTES = 50_000_000;
const MAX_ZIP_ENTRIES = 50;

/** The texts of a file; none if it cannot hold findings. Rejects where it is too large, or claims to and is broken. */
export async function contentsOf(file: File): Promise<Content[]> {
  try {
    return await unpack(file);
  } catch (error) {
    if (error instanceof AssayError) throw error;
    if (CLAIMING_NAME.test(file.name)) throw broken(file.name, error);
    return [];
  }
}

async function unpack(file: File): Promise<Content[]> {
  const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (head[0] === 0x50 && head[1] === 0x4b) return zipped(file);
  const isGzipped = head[0] === 0x1f && head[1] === 0x8b;
  const open = () => (isGzipped ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream());
  const name = isGzipped ? file.name.replace(/\.gz$/i, '') : file.name;
  const streamedFrom = isGzipped ? STREAMED_FROM_GZIPPED : STREAMED_FROM;
  if (file.size >= streamedFrom && isStreamable(await headOf(open()), file.name)) {
    return [{ name, open: () => limited(open(), file.name) }];
  }
  if (isGzipped) return [{ name, text: decode(await collect(open(), file.name)) }];
  if (file.size > MAX_FILE_BYTES) throw tooLarge(file.name);
  return [{ name: file.name, text: decode(new Uint8Array(await file.arrayBuffer())) }];
}

/** A zip of nothing but files of findings; any other is a project. */
async function zipped(file: File): Promise<Content[]> {
  if (file.size > MAX_ZIP_BYTES) return [];
  const bytes = new Uint8Array(await file.arrayBuffer());
  const names: string[] = [];
  let size = 0;
  unzipSync(bytes, {
    filter: (entry) => {
      if (!entry.name.endsWith('/')) names.push(entry.name);
      size += entry.originalSize;
      return false;
    },
  });
  const areFindings = names.length > 0 && names.every((name) => CLAIMING_NAME.test(name));
  if (!areFindings || names.length > MAX_ZIP_ENTRIES) return [];
  if (size > MAX_FILE_BYTES) throw tooLarge(file.name);
  const entries = Object.entries(unzipSync(bytes)).filter(([name]) => !name.endsWith('/'));
  return entries.map(([name, data]) => ({ name: name.slice(name.lastIndexOf('/') + 1), text: decode(data) }));
}

/** The first characters; UTF-16, which has a zero in every second place, is not read in pieces. */
async function headOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  for await (const piece of stream) return new TextDecoder().decode(piece.subarray(0, HEAD_BYTES));
  return '';
}

async function* limited(stream: ReadableStream<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    if (size > MAX_STREAMED_BYTES) throw tooLarge(name, MAX_STREAMED_BYTES);
    yield piece;
  }
}

async function collect(stream: ReadableStream<Uint8Array>, name: string): Promise<Uint8Array> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw tooLarge(name);
    chunks.push(new Uint8Array(chunk));
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function broken(name: string, error: unknown): AssayError {
  return new AssayError({
    code: 'findings-damaged',
    message: `${name} is damaged or cut off.`,
    detail: error instanceof Error ? error.message : String(error),
    help: 'Ask the sender for the file again.',
  });
}

function tooLarge(name: string, limit = MAX_FILE_BYTES): AssayError {
  return new AssayError({
    code: 'findings-too-large',
    message: `${name} is too large to be opened as findings.`,
    detail: `The limit is ${formatBytes(limit)}.`,
    help: 'Split it, or leave findings out.',
  });
}
