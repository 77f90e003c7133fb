/** How many analysis workers a machine bears. */

/** More workers than this gain nothing: reading and storing become the limit. */
const MOST = 8;

/**
 * One core is left to the page and the other workers where there are more than two. `memoryGb` is what the
 * browser tells (at most 8, undefined where it does not): every worker may need some hundred megabytes.
 */
export function poolSize(cores: number, memoryGb?: number): number {
  const byCores = cores <= 2 ? Math.max(1, cores) : cores - 1;
  const byMemory = memoryGb === undefined ? MOST : Math.max(1, Math.floor(memoryGb * 2));
  return Math.min(byCores, byMemory, MOST);
}
