/**
 * The content hash that tells whether a file changed: SHA-256, cut to 128 bits, as hex.
 */

import { sha256 } from '../protocol';

/** Hashes the bytes on disk. Hosts bring the fastest one they have. */
export type Hash = (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string>;

const HASH_BYTES = 16;

function toHex(digest: Uint8Array): string {
  return Array.from(digest.subarray(0, HASH_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The hash of a page. */
export async function webHash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(await sha256(bytes));
}
