/** The types that are derived from the one at a place. */
import type { Answer } from '../query';

export const subtypes: Answer<'subtypes'> = (project, { path, line, col }) =>
  project.subtypes(path, line, col);
