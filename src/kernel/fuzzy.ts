/**
 * Which names a few typed letters mean, as people abbreviate. fuzzysort scores; here it is asked name by name, so that
 * the page answers in between, and what it makes of a name is not kept: 100,000 paths would take 120 MB.
 */
import { prepare, single } from 'fuzzysort';

/** A candidate with the indexes of the letters that were typed. */
export interface Ranked<T> {
  item: T;
  /** Higher is better. */
  score: number;
  at: readonly number[];
}

/** Work without giving the page a turn; ms. */
const SLICE_MS = 8;

/**
 * The best `limit` candidates, best first. Gives the page a turn between slices; undefined if `stopped`.
 * Spaces in what was typed separate words, all of which must fit.
 */
export async function rank<T>(
  typed: string,
  items: readonly T[],
  nameOf: (item: T) => string,
  limit: number,
  stopped: () => boolean,
): Promise<Ranked<T>[] | undefined> {
  const best: Ranked<T>[] = [];
  let sliceStart = performance.now();
  for (const item of items) {
    const found = fit(typed.trim(), nameOf(item));
    if (found !== undefined) insert(best, { item, ...found }, limit);
    if (performance.now() - sliceStart < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    if (stopped()) return undefined;
    sliceStart = performance.now();
  }
  return best;
}

/** Everything fits nothing that was typed. */
function fit(typed: string, name: string): Omit<Ranked<never>, 'item'> | undefined {
  if (typed === '') return { score: 0, at: [] };
  const found = single(typed, prepare(name));
  return found ? { score: found.score, at: found.indexes } : undefined;
}

function insert<T>(best: Ranked<T>[], ranked: Ranked<T>, limit: number): void {
  const last = best[best.length - 1];
  if (best.length >= limit && last !== undefined && last.score >= ranked.score) return;
  let index = best.length;
  while (index > 0 && (best[index - 1]?.score ?? 0) < ranked.score) index -= 1;
  best.splice(index, 0, ranked);
  if (best.length > limit) best.pop();
}

/** Whether each word that was typed begins a word of the name: somebody is calling it by its name. */
export function namesIt(typed: string, name: string): boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const inName = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
  return words.length > 0 && words.every((word) => inName.some((one) => one.startsWith(word)));
}
