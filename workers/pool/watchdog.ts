/**
 * Ends a worker that does not answer.
 *
 * A worker answers a ping between two files. One that lets a ping wait for longer than a file may take is
 * stuck in code that cannot be interrupted. Time is counted in ticks of this thread, so that a computer
 * that slept, or a page in the background, does not make workers look stuck.
 */
import type { AnalysisService, ErrorEnvelope } from '../protocol';
import type { WorkerHandle } from '../rpc';

const TICK_MS = 250;

const STUCK: ErrorEnvelope = {
  code: 'worker-stuck',
  message: 'An analysis worker stopped responding and was ended.',
};

/** Watches a busy worker until the returned function is called. */
export function watch(handle: WorkerHandle<AnalysisService>, limitMs: number): () => void {
  let silentMs = 0;
  let isWaiting = false;
  const ask = () => {
    isWaiting = true;
    silentMs = 0;
    handle.connection.service.ping().then(
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
    if (silentMs > limitMs) handle.terminate(STUCK);
  }, TICK_MS);
  return () => clearInterval(timer);
}
