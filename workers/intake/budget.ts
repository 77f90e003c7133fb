/** What may still be taken out of an archive and the archives inside it. */
import type { ArchiveLimits } from './limits';

export class Budget {
  #entries = 0;
  #bytes = 0;
  #nestedBytes = 0;

  constructor(readonly limits: ArchiveLimits) {}

  /** Counts an entry, whether it is read or not; false if there are too many to go on. */
  takeEntry(): boolean {
    return ++this.#entries <= this.limits.entries;
  }

  /** Counts the bytes of an entry that is to be taken, or says why it is not. */
  takeBytes(size: number, packedSize: number): string | undefined {
    const { totalBytes, ratio, ratioFloorBytes } = this.limits;
    if (size > ratioFloorBytes && size > packedSize * ratio) {
      return `it unpacks to more than ${ratio} times its packed size`;
    }
    if (this.#bytes + size > totalBytes) return `the archive unpacks to more than ${totalBytes} bytes`;
    this.#bytes += size;
    return undefined;
  }

  /** Counts an archive inside the archive, or says why it is not opened. */
  takeNested(size: number, depth: number): string | undefined {
    const { nestedDepth, nestedBytes } = this.limits;
    if (depth > nestedDepth) return `nested archives are opened up to ${nestedDepth} levels deep`;
    if (this.#nestedBytes + size > nestedBytes)
      return `the archives in it are larger than ${nestedBytes} bytes`;
    this.#nestedBytes += size;
    return undefined;
  }

  /** What is said of everything beyond the last entry. */
  get spentDetail(): string {
    return `it has more than ${this.limits.entries} entries; the rest were not read`;
  }
}
