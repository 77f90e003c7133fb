/** What the name at a place refers to. */
import type { Answer } from '../query';

export const definitionsAt: Answer<'definitionsAt'> = (project, { path, line, col }) =>
  project.definitionsAt(path, line, col);
