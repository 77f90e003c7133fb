/** What rules cost, added up over workers. */
import type { RuleCost } from '../protocol';

/** One sum for each rule, the dearest first. */
export function addCosts(parts: readonly RuleCost[]): RuleCost[] {
  const sums = new Map<string, RuleCost>();
  for (const { id, ms, files } of parts) {
    const known = sums.get(id);
    sums.set(id, { id, ms: ms + (known?.ms ?? 0), files: files + (known?.files ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.ms - a.ms || (a.id < b.id ? -1 : 1));
}
