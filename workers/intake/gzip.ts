/**
 * Unpacks gzip as it arrives, all members that follow one another, and checks each one's checksum. The browser's own stream
 * reads the first member only and gives nothing of a damaged file. Format: RFC 1952.
 */
import { Gunzip } from 'fflate';
import { AssayError } from '../protocol';
import { tooLargeArchive } from './archive-errors';
import { BlobWindow, type ByteSource } from './blob-window';
import { crc32 } from './crc32';
import { STEP_BYTES } from './inflate';
import type { ArchiveLimits } from './limits';

const TRAILER_BYTES = 8;
/** Bytes kept before they go into a blob, which browsers keep out of memory. */
const PART_BYTES = 8 * 1024 * 1024;

export interface Unpacked {
  blob: Blob;
  /** What is wrong with it, where it was not read to its end. */
  problem?: string;
}

/** A member as it was unpacked, and where its own checksum and size stand. */
interface Member {
  trailerAt: number;
  crc: number;
  size: number;
}

class Unpacker {
  readonly members: Member[] = [];
  #parts: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #waiting = 0;
  #seen = 0;
  #crc = 0;
  #size = 0;

  constructor(
    readonly packed: number,
    readonly allowed: number,
  ) {}

  add(chunk: Uint8Array): void {
    this.#seen += chunk.length;
    if (this.#seen > this.allowed) throw tooLargeArchive(this.packed, this.allowed);
    this.#crc = crc32(chunk, this.#crc);
    this.#size += chunk.length;
    this.#chunks.push(chunk.slice());
    this.#waiting += chunk.length;
    if (this.#waiting >= PART_BYTES) this.#flush();
  }

  /** Ends a member, whose trailer ends here. */
  endMember(at: number): void {
    this.members.push({ trailerAt: at - TRAILER_BYTES, crc: this.#crc, size: this.#size });
    this.#crc = 0;
    this.#size = 0;
  }

  get blob(): Blob {
    this.#flush();
    return new Blob(this.#parts);
  }

  #flush(): void {
    this.#parts.push(new Blob(this.#chunks));
    this.#chunks = [];
    this.#waiting = 0;
  }
}

async function isIntact(file: ByteSource, members: Member[]): Promise<boolean> {
  const window = new BlobWindow(file);
  for (const { trailerAt, crc, size } of members) {
    const trailer = trailerAt < 0 ? undefined : await window.view(trailerAt, TRAILER_BYTES);
    if (trailer?.byteLength !== TRAILER_BYTES) return false;
    if (trailer.getUint32(0, true) !== crc || trailer.getUint32(4, true) !== size >>> 0) return false;
  }
  return true;
}

/** Stops with `archive-limit` where more comes out than the limits allow; of damaged data it gives what there is. */
export async function gunzip(file: ByteSource, limits: ArchiveLimits): Promise<Unpacked> {
  const allowed = Math.min(limits.totalBytes, Math.max(limits.ratioFloorBytes, file.size * limits.ratio));
  const unpacker = new Unpacker(file.size, allowed);
  const gunzipper = new Gunzip((chunk) => unpacker.add(chunk));
  gunzipper.onmember = (at) => unpacker.endMember(at);
  const window = new BlobWindow(file);
  try {
    for (let at = 0; at < file.size; at += STEP_BYTES) gunzipper.push(await window.read(at, STEP_BYTES));
    gunzipper.push(new Uint8Array(0), true);
  } catch (error) {
    if (error instanceof AssayError) throw error;
    return { blob: unpacker.blob, problem: 'its compressed data is damaged' };
  }
  unpacker.endMember(file.size);
  const { blob, members } = unpacker;
  if (await isIntact(file, members)) return { blob };
  return { blob, problem: 'its compressed data ends early or its checksum is wrong' };
}
