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
/** How long it may wait for others and do nothing: longer than any of them is waited for. */
const WAIT_MS = 90_000;

/**
 * Watches a worker that was asked something, until the returned function is called. `stuck` is told when a ping has
 * waited for longer than `limitMs`, or when the worker, by its own word, waits for nobody and does nothing, or waits for
 * too long: a browser that stops a script in the middle leaves calls behind that nobody will ever answer, and it may
 * stop it just where an answer is noted.
 */
export function watch(
  ping: () => Promise<Pulse | undefined>,
  limitMs: number,
  stuck: () => void,
): () => void {
  let silentMs = 0;
  let idleMs = 0;
  let stillMs = 0;
  let steps = -1;
  let isWaiting = false;
  const hear = (pulse: Pulse | undefined) => {
    isWaiting = false;
    const isStill = pulse !== undefined && pulse.steps === steps;
    steps = pulse?.steps ?? -1;
    stillMs = isStill ? stillMs + TICK_MS : 0;
    idleMs = isStill && !pulse.isWaiting ? idleMs + TICK_MS : 0;
    if (idleMs > IDLE_MS || stillMs > WAIT_MS) stuck();
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
