/** What a file defines. */
import type { Answer } from '../query';

export const outline: Answer<'outline'> = (project, { path }) => project.outline(path);
