/**
 * Finds how many findings fit into one link. The length after compression cannot be foretold, so it is
 * tried: a guess from the last try, then halving between what fitted and what did not.
 */
import { makeDocument, type Shareable, type ShareOptions } from './document';
import { encodeLink, MAX_LINK_LENGTH } from './formats/link';

export interface FittedLink {
  url: string;
  /** How many of the findings, from the first, are inside. */
  count: number;
}

/** No link of 8,000 characters holds more findings; keeps the first try cheap. */
const MOST = 4000;

/**
 * The longest link of the first findings that is at most `limit` characters long, `prefix` included.
 * Undefined if not even one finding fits.
 */
export async function fitLink(
  findings: Shareable[],
  options: ShareOptions,
  prefix: string,
  limit = MAX_LINK_LENGTH,
): Promise<FittedLink | undefined> {
  let fits: FittedLink | undefined;
  let tooMany = Math.min(findings.length, MOST) + 1;
  let count = tooMany - 1;
  while (count > (fits?.count ?? 0) && count < tooMany) {
    const url = prefix + (await encodeLink(makeDocument(findings.slice(0, count), options)));
    if (url.length <= limit) fits = { url, count };
    else tooMany = count;
    count = nextCount(count, url.length, limit, fits?.count ?? 0, tooMany);
  }
  return fits;
}

/** By the measured length per finding where that helps, else the middle. */
function nextCount(tried: number, length: number, limit: number, low: number, high: number): number {
  const guess = Math.floor((tried * limit) / length);
  const middle = Math.floor((low + high) / 2);
  const useful = guess > low && guess < high && Math.abs(guess - tried) > (high - low) / 4;
  return useful ? guess : middle;
}
