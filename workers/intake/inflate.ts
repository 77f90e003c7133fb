/** Unpacks deflated data in steps, so that a bomb is stopped after the first step too many. */
import { Inflate } from 'fflate';
import { AssayError } from '../protocol';
import { damagedEntry } from './archive-errors';

/** Packed bytes given to the unpacker at a time: bounds what one step of a bomb can make. */
export const STEP_BYTES = 16 * 1024;

/** Unpacks to exactly this many bytes; anything else is damage. */
export function inflate(packed: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  const inflater = new Inflate((chunk) => {
    if (filled + chunk.length > size) throw damagedEntry('it is larger than the archive says');
    bytes.set(chunk, filled);
    filled += chunk.length;
  });
  try {
    for (let at = 0; at < packed.length; at += STEP_BYTES) {
      inflater.push(packed.subarray(at, at + STEP_BYTES), at + STEP_BYTES >= packed.length);
    }
  } catch (error) {
    throw error instanceof AssayError ? error : damagedEntry('its compressed data is damaged');
  }
  if (filled < size) throw damagedEntry('it is shorter than the archive says');
  return bytes;
}
