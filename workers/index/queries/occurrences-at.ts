/** Where in its file that stands which the name at a place refers to. */
import type { Answer } from '../query';

export const occurrencesAt: Answer<'occurrencesAt'> = (project, { path, line, col }) =>
  project.occurrencesAt(path, line, col);
