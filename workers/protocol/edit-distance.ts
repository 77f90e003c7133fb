/** How far two words are from each other, for slips of the finger. */

/** How many letters must be put in, taken out, replaced or swapped to make one word of the other; `limit` + 1 if more than that. */
export function distance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  const rows = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const cell = (up: number, left: number) => rows[i - up]?.[j - left] ?? Infinity;
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      let least = Math.min(cell(1, 0) + 1, (row[j - 1] ?? Infinity) + 1, cell(1, 1) + cost);
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      if (isSwapped) least = Math.min(least, cell(2, 2) + 1);
      row.push(least);
    }
    rows.push(row);
  }
  return Math.min(rows[one.length]?.[other.length] ?? Infinity, limit + 1);
}

/** The word that is meant by one that is none, if there is a near one. */
export function nearestOf(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.min(3, Math.max(1, Math.floor(word.length / 3)));
  let nearest: string | undefined;
  let least = limit + 1;
  for (const one of known) {
    const apart = distance(word, one, limit);
    if (apart < least) [nearest, least] = [one, apart];
  }
  return nearest;
}
