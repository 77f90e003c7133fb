/** What moving a file or a folder changes, or why it cannot be moved. */
import type { Answer } from '../query';
import { unless } from '../refused';

export const moveFile: Answer<'moveFile'> = (project, { from, to }) =>
  unless('cannot-move', () => project.moveFile(from, to));
