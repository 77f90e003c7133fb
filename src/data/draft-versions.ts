/**
 * What becomes of an unsaved text when another tab has kept one of the same file. Each state of a text has a version, and the
 * first that somebody types in a tab names the version that it was made from.
 */
import type { Draft } from './kept-drafts';

/** Whose text it is, and of which state. */
type Version = Pick<Draft, 'text' | 'version' | 'basis' | 'by'>;

/**
 * - `take`: the other text goes on from this one, or nobody has typed in this tab.
 * - `keep`: this one goes on from the other.
 * - `both`: each has something that the other lacks, so a person must choose.
 */
export type Meeting = 'take' | 'keep' | 'both';

export function meet(mine: Version | undefined, theirs: Version, tab: string): Meeting {
  if (mine === undefined || mine.by !== tab) return 'take';
  if (mine.text === theirs.text || theirs.basis === mine.version) return 'take';
  return mine.basis === theirs.version ? 'keep' : 'both';
}

/** The next state of a text in a tab. */
export function nextVersion(
  before: Version | undefined,
  tab: string,
): Required<Pick<Draft, 'by' | 'version'>> & Pick<Draft, 'basis'> {
  const version = crypto.randomUUID();
  const basis = before?.by === tab ? before.basis : before?.version;
  return { by: tab, version, ...(basis !== undefined && { basis }) };
}
