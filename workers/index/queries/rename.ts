/** What calling the thing at a place by a new name changes, or why it cannot be renamed. */
import type { Answer } from '../query';
import { unless } from '../refused';

export const rename: Answer<'rename'> = (project, { path, line, col, name }) =>
  unless('cannot-rename', () => project.rename(path, line, col, name));
