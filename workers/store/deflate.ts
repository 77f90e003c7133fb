/**
 * Compression without header, by the browser's own code. Fed by hand: a `Blob` as the source would be made in the
 * browser's own process, at four times the price.
 */

export function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new CompressionStream('deflate-raw'));
}

export function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return through(bytes, new DecompressionStream('deflate-raw'));
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: GenericTransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = transform.writable.getWriter();
  const writing = writer.write(bytes).then(() => writer.close());
  // Damaged data fails on both sides; the reader tells of it.
  writing.catch(() => {});
  const result = new Uint8Array(await new Response(transform.readable).arrayBuffer());
  await writing;
  return result;
}
