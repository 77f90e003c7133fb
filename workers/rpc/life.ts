/**
 * Tells the page that a worker is gone, however it went. A worker that the browser ends (out of memory, a closed target,
 * `self.close()`) sends no `error`: whoever called it would wait for ever. A Web Lock that it holds is let go by the
 * browser itself, so the page asks for the same lock and has it when the worker is no more.
 */

/** What a worker posts to its page beside the answers to calls. */
interface Alive {
  /** The lock that it holds for as long as it lives; null where there are no locks, so that it dies unseen. */
  aliveAs: string | null;
}

/** A worker that has not said a word for so long was ended before it could; ms. */
const START_MS = 30_000;

/** Begins to be followed; called once in a worker. */
export function showLife(): void {
  const { locks } = self.navigator as { locks?: LockManager };
  const show = (aliveAs: string | null) => self.postMessage({ aliveAs } satisfies Alive);
  if (!locks) {
    show(null);
    return;
  }
  const aliveAs = `assay-worker-${crypto.randomUUID()}`;
  const forEver = new Promise<never>(() => {});
  void locks.request(aliveAs, () => {
    show(aliveAs);
    return forEver;
  });
}

/** Calls back once when the worker is gone, also if that was before it could be followed. */
export function followLife(worker: Worker, gone: () => void): void {
  const unborn = setTimeout(gone, START_MS);
  worker.addEventListener('message', ({ data }: MessageEvent<Partial<Alive> | undefined>) => {
    if (data?.aliveAs === undefined) return;
    clearTimeout(unborn);
    if (data.aliveAs !== null) void navigator.locks.request(data.aliveAs, gone);
  });
}
