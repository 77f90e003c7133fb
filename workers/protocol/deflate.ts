/**
 * Compression by the browser's own code: of texts on their way into the store, of long rows, of share links. Streams are
 * fed by hand: a `Blob` as the source would be made in the browser's own process, at four times the price.
 */

/** With a header and a check sum (links), or without (what we keep ourselves). */
export type DeflateFormat = 'deflate' | 'deflate-raw';

/** A browser inflates a whole slice at once, to at most about 1,000 times as much: a bomb is stopped after one. */
const SLICE = 512;

/** The data inflates to more than was allowed. */
export class TooLargeError extends Error {}

export function deflate(
  bytes: Uint8Array<ArrayBuffer>,
  format: DeflateFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new CompressionStream(format));
}

/** The same of what comes in pieces. */
export async function deflatePieces(
  pieces: AsyncIterable<Uint8Array>,
  format: DeflateFormat,
): Promise<Uint8Array<ArrayBuffer>> {
  const { writable, readable } = new CompressionStream(format);
  const feeding = feedPieces(writable.getWriter(), pieces);
  feeding.catch(() => undefined);
  const result = await collect(readable.getReader(), Number.POSITIVE_INFINITY);
  await feeding;
  return result;
}

async function feedPieces(writer: WritableStreamDefaultWriter, pieces: AsyncIterable<Uint8Array>) {
  try {
    for await (const piece of pieces) {
      await writer.ready;
      await writer.write(piece);
    }
    await writer.close();
  } catch (error) {
    await writer.abort(error);
    throw error;
  }
}

/**
 * @param limit most bytes that may come out, where the data are somebody else's
 * @throws TooLargeError above it; whatever the platform throws if the data are damaged.
 */
export function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  format: DeflateFormat,
  limit?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new DecompressionStream(format), limit);
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  { writable, readable }: GenericTransformStream,
  limit?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const feeding = feed(writable.getWriter(), bytes, limit === undefined ? bytes.length : SLICE);
  // The reader reports the same error; without this it would count as unhandled.
  feeding.catch(() => undefined);
  const result = await collect(readable.getReader(), limit ?? Number.POSITIVE_INFINITY);
  await feeding;
  return result;
}

async function feed(writer: WritableStreamDefaultWriter, bytes: Uint8Array<ArrayBuffer>, slice: number) {
  for (let at = 0; at < bytes.length; at += slice) {
    await writer.ready;
    await writer.write(bytes.subarray(at, at + slice));
  }
  await writer.close();
}

async function collect(reader: ReadableStreamDefaultReader<Uint8Array>, limit: number) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > limit) {
      await reader.cancel();
      throw new TooLargeError(`more than ${limit} bytes`);
    }
    chunks.push(next.value);
  }
  return join(chunks, size);
}

function join(chunks: Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
