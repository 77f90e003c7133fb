/** Many small pieces of bytes in few large ones: a buffer of its own for each takes more than what is in most of them. */

const SLAB_BYTES = 1 << 20;

export class Slabs {
  #slab = new Uint8Array(0);
  #used = 0;

  /** A copy of these bytes that stays. */
  add(bytes: Uint8Array): Uint8Array {
    if (bytes.length > SLAB_BYTES / 4) return bytes.slice();
    if (this.#used + bytes.length > this.#slab.length) {
      this.#slab = new Uint8Array(SLAB_BYTES);
      this.#used = 0;
    }
    const place = this.#slab.subarray(this.#used, this.#used + bytes.length);
    place.set(bytes);
    this.#used += bytes.length;
    return place;
  }
}
