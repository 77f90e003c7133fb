/**
 * To the collector a handle or an open file is a few bytes, so it lets hundreds of thousands lie that nobody uses any more:
 * gigabytes of the browser's own memory. A buffer of the size that they really have makes it collect in time; it is never
 * touched, so it takes address space and no memory.
 */

/** What one takes of the browser's own memory, as measured in Chromium; bytes. */
const HANDLE_BYTES = 16 * 1024;
/** How much may lie before the collector is told; bytes. */
const TOLD_AT = 16 * 1024 * 1024;

export class CollectorHint {
  #made = 0;
  #weight = new ArrayBuffer(TOLD_AT);

  /** A handle was made, or a file was opened. */
  made(): void {
    this.#made++;
    if (this.#made * HANDLE_BYTES < this.#weight.byteLength) return;
    this.#made = 0;
    this.#weight = new ArrayBuffer(TOLD_AT);
  }
}
