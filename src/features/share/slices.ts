/** Long work in short turns, so that the page answers in between. */

/** How long one turn may take; ms. */
const TURN_MS = 12;

/** All that an iterable yields, pulled in turns. */
export async function inSlices<T>(parts: Iterable<T>): Promise<T[]> {
  const all: T[] = [];
  let end = performance.now() + TURN_MS;
  for (const part of parts) {
    all.push(part);
    if (performance.now() < end) continue;
    await new Promise((resume) => setTimeout(resume));
    end = performance.now() + TURN_MS;
  }
  return all;
}
