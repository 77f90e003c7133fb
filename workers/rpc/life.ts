/**
 * Tells the page that a worker is gone, however it went. A worker that the browser ends (out of memory, a closed target,
 * `self.close()`) sends no `error`: whoever called it would wait for ever. A Web Lock that it holds is let go by the
 * browser itself, so the page asks for the same lock and has it when the worker is no more.
 */

/** What a worker posts to its page beside the answers to calls. */
interface Alive {
  /** The lock that it holds for as long as it lives. */
  aliveAs: string;
}

/** Begins to be followed; called once in a worker. Where there are no locks, it dies unseen. */
export function showLife(): void {
  const aliveAs = `assay-worker-${crypto.randomUUID()}`;
  const forEver = new Promise<never>(() => {});
  void self.navigator.locks?.request(aliveAs, () => {
    self.postMessage({ aliveAs } satisfies Alive);
    return forEver;
  });
}

/** Calls back once when the worker is gone. */
export function followLife(worker: Worker, gone: () => void): void {
  worker.addEventListener('message', ({ data }: MessageEvent<Partial<Alive> | undefined>) => {
    if (typeof data?.aliveAs === 'string') void navigator.locks.request(data.aliveAs, gone);
  });
}
