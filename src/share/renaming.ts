/** Which places of a renaming are changed, in the page and on the command line alike. */
import type { Edit, Fix, RenamedFile, Renaming } from '../../workers/protocol';

/** What is changed beside the places that certainly refer to the thing. */
export interface RenamedParts {
  /** Places that share its name, where nobody can tell what they refer to. */
  candidates: boolean;
  /** The name in comments and strings. */
  texts: boolean;
}

/** What changes in a file, as one change: all of it or nothing. */
export function renamedAs(file: RenamedFile, parts: RenamedParts): Fix | undefined {
  const [first, ...also] = editsOf(file, parts);
  return first && { ...first, also };
}

/** The places of a file that are changed, in the order of the text. */
export function editsOf({ certain, candidates, texts }: RenamedFile, parts: RenamedParts): Edit[] {
  const edits = [...certain, ...(parts.candidates ? candidates : []), ...(parts.texts ? texts : [])];
  return edits.sort((a, b) => a.range.start.offset - b.range.start.offset);
}

/** How many places there are of each sort. */
export function countPlaces({ files }: Renaming): Record<'certain' | 'candidates' | 'texts', number> {
  const count = (sort: 'certain' | 'candidates' | 'texts') =>
    files.reduce((sum, file) => sum + file[sort].length, 0);
  return { certain: count('certain'), candidates: count('candidates'), texts: count('texts') };
}
