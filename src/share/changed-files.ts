/** Which places of a renaming or a move are changed, in the page and on the command line alike. */
import type { ChangedFile, Edit, Fix } from '../../workers/protocol';

/** What is changed beside the places that are certain. */
export interface ChangedParts {
  /** Places that may or may not refer to it. */
  candidates: boolean;
  /** Its name in comments and strings. */
  texts: boolean;
}

export const ONLY_CERTAIN: ChangedParts = { candidates: false, texts: false };

/** What changes in a file, as one change: all of it or nothing. */
export function changedAs(file: ChangedFile, parts: ChangedParts): Fix | undefined {
  const [first, ...also] = editsOf(file, parts);
  return first && { ...first, also };
}

/** The places of a file that are changed, in the order of the text. */
export function editsOf({ certain, candidates, texts }: ChangedFile, parts: ChangedParts): Edit[] {
  const edits = [...certain, ...(parts.candidates ? candidates : []), ...(parts.texts ? texts : [])];
  return edits.sort((a, b) => a.range.start.offset - b.range.start.offset);
}

/** How many places there are of each sort. */
export function countPlaces(
  files: readonly ChangedFile[],
): Record<'certain' | 'candidates' | 'texts', number> {
  const count = (sort: 'certain' | 'candidates' | 'texts') =>
    files.reduce((sum, file) => sum + file[sort].length, 0);
  return { certain: count('certain'), candidates: count('candidates'), texts: count('texts') };
}
