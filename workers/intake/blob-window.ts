/** Reads a blob at any place, near places at once: browsers answer a blob's reads slowly. */

/** Bytes fetched at a time. */
const WINDOW = 256 * 1024;

/** What archives are read from: a browser's `Blob`, or a file on disk. */
export interface ByteSource {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export class BlobWindow {
  #start = 0;
  #bytes = new Uint8Array(0);

  constructor(readonly blob: ByteSource) {}

  get size(): number {
    return this.blob.size;
  }

  /** The bytes from `at` on; fewer than `length` where the blob ends. */
  async read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (at < this.#start || at + length > this.#start + this.#bytes.length) {
      const end = at + Math.max(WINDOW, length);
      this.#bytes = new Uint8Array(await this.blob.slice(at, end).arrayBuffer());
      this.#start = at;
    }
    return this.#bytes.subarray(at - this.#start, at - this.#start + length);
  }

  /** The same as a view with typed access; at once where the bytes are at hand, since most are asked for in a row. */
  view(at: number, length: number): DataView | Promise<DataView> {
    const from = at - this.#start;
    if (from >= 0 && from + length <= this.#bytes.length)
      return new DataView(this.#bytes.buffer, from, length);
    return this.#fetchView(at, length);
  }

  async #fetchView(at: number, length: number): Promise<DataView> {
    const { buffer, byteOffset, byteLength } = await this.read(at, length);
    return new DataView(buffer, byteOffset, byteLength);
  }
}
