/**
 * Notices that a worker does not answer any more, although it lives.
 *
 * It is asked again and again, one question at a time. Time is counted in ticks of this thread, so that a computer that
 * slept, or a page in the background, does not make workers look stuck.
 */
const TICK_MS = 250;

/** Watches a worker until the returned function is called; `stuck` is told when a ping has waited for too long. */
export function watch(ping: () => Promise<unknown>, limitMs: number, stuck: () => void): () => void {
  let silentMs = 0;
  let isWaiting = false;
  const ask = () => {
    isWaiting = true;
    silentMs = 0;
    ping().then(
      () => {
        isWaiting = false;
      },
      // It died otherwise: who waits for its work hears of it.
      () => clearInterval(timer),
    );
  };
  const timer = setInterval(() => {
    if (!isWaiting) return ask();
    silentMs += TICK_MS;
    if (silentMs > limitMs) stuck();
  }, TICK_MS);
  return () => clearInterval(timer);
}
