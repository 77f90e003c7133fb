/** What the name at a place refers to, in words. */
import type { Answer } from '../query';

export const hoverAt: Answer<'hoverAt'> = (project, { path, line, col }) => project.hoverAt(path, line, col);
