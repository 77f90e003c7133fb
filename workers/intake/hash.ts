/**
 * The content hash that tells whether a file changed: SHA-256, cut to 128 bits, as hex.
 */

/** Hashes the bytes on disk. Hosts bring the fastest one they have. */
export type Hash = (bytes: Uint8Array<ArrayBuffer>) => string | Promise<string>;

const HASH_BYTES = 16;

function toHex(digest: Uint8Array): string {
  return Array.from(digest.subarray(0, HASH_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function subtleHash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** The browser's own hash; where it is kept from pages without https, a library does the work. */
export async function webHash(): Promise<Hash> {
  if (globalThis.crypto?.subtle) return subtleHash;
  const { sha256 } = await import('@noble/hashes/sha2.js');
  return (bytes) => toHex(sha256(bytes));
}
