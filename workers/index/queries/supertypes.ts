/** The types that the one at a place is derived from. */
import type { Answer } from '../query';

export const supertypes: Answer<'supertypes'> = (project, { path, line, col }) =>
  project.supertypes(path, line, col);
