/** Long work in short turns, so that the page answers in between. */

/** How long one turn may take; ms. */
const TURN_MS = 12;

/** All that an iterable yields, pulled in turns. @throws if it is cancelled. */
export async function inSlices<T>(parts: Iterable<T>, signal?: AbortSignal): Promise<T[]> {
  const all: T[] = [];
  let end = performance.now() + TURN_MS;
  for (const part of parts) {
    all.push(part);
    if (performance.now() < end) continue;
    await new Promise((resume) => setTimeout(resume));
    signal?.throwIfAborted();
    end = performance.now() + TURN_MS;
  }
  return all;
}
