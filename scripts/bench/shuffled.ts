/** The same order in every run that starts from the same number. */
export function shuffled<T>(all: readonly T[], start = 12345): T[] {
  let seed = start;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((seed / 0x80000000) * below);
  };
  const mixed = [...all];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = next(at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}
