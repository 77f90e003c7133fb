/**
 * Finds how many findings fit into one link. The length after compression cannot be foretold, so it is
 * tried: a guess from the last try, then halving between what fitted and what did not.
 */
import { type Shareable, type ShareOptions } from './document';
export interface FittedLink {
  url: string;
  /** How many of the findings, from the first, are inside. */
  count: number;
}
/**
 * The longest link of the first findings that is at most `limit` characters long, `prefix` included.
 * Undefined if not even one finding fits.
 */
export declare function fitLink(
  findings: Shareable[],
  options: ShareOptions,
  prefix: string,
  limit?: number,
): Promise<FittedLink | undefined>;
