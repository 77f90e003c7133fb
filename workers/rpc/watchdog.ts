/**
 * Notices that a worker does not answer any more, or has lost what it was asked, although it lives.
 *
 * It is asked again and again, one question at a time. Time is counted in ticks of this thread, so that a computer that
 * slept, or a page in the background, does not make workers look stuck.
 */
import type { Pulse } from '../protocol';

const TICK_MS = 250;
/** How long a worker may wait for nobody and do nothing. */
const IDLE_MS = 5000;

/**
 * Watches a worker that was asked something, until the returned function is called. `stuck` is told when a ping has
 * waited for longer than `limitMs`, or when the worker, by its own word, waits for nobody and does nothing: a browser
 * that stops a script in the middle leaves calls behind that nobody will ever answer.
 */
export function watch(
  ping: () => Promise<Pulse | undefined>,
  limitMs: number,
  stuck: () => void,
): () => void {
  let silentMs = 0;
  let idleMs = 0;
  let steps = -1;
  let isWaiting = false;
  const hear = (pulse: Pulse | undefined) => {
    isWaiting = false;
    const isIdle = pulse !== undefined && !pulse.isWaiting && pulse.steps === steps;
    steps = pulse?.steps ?? -1;
    idleMs = isIdle ? idleMs + TICK_MS : 0;
    if (idleMs > IDLE_MS) stuck();
  };
  const ask = () => {
    isWaiting = true;
    silentMs = 0;
    // It died otherwise: who waits for its work hears of it.
    ping().then(hear, () => clearInterval(timer));
  };
  const timer = setInterval(() => {
    if (!isWaiting) return ask();
    silentMs += TICK_MS;
    if (silentMs > limitMs) stuck();
  }, TICK_MS);
  return () => clearInterval(timer);
}
