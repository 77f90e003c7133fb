/** What the function at a place calls. */
import type { Answer } from '../query';

export const callees: Answer<'callees'> = (project, { path, line, col }) => project.callees(path, line, col);
