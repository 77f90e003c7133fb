/**
 * Lets messages in during long work: a loop that never has to wait would otherwise never return to the
 * event loop, and calls to its thread would not be heard.
 */
const immediate = (globalThis as { setImmediate?: (callback: () => void) => unknown }).setImmediate;

/** Waits until the messages that have arrived were handled. Unlike a timer it is not slowed down. */
export function nextTurn(): Promise<void> {
  if (immediate) return new Promise((resolve) => void immediate(resolve));
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/** Tells when it is time for another turn. One per loop. */
export class Slice {
  #start = performance.now();

  constructor(readonly lengthMs: number) {}

  get isOver(): boolean {
    return performance.now() - this.#start >= this.lengthMs;
  }

  /** Takes a turn if this loop has run for long enough. */
  async breathe(): Promise<void> {
    if (!this.isOver) return;
    await nextTurn();
    this.#start = performance.now();
  }
}
