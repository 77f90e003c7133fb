/**
 * Compression of share links, with a bound on what comes out. Input is fed in small slices, because a
 * browser inflates a whole slice at once: a bomb is stopped after one slice and not after its last byte.
 */
/** The data inflates to more than was allowed. */
export declare class TooLargeError extends Error {}
export declare function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
/**
 * Inflates a zlib stream.
 * @throws TooLargeError above `limit` bytes; whatever the platform throws if the data is damaged.
 */
export declare function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>>;
