/** What calling the thing at a place by a new name changes, or why it cannot be renamed. */
import { toEnvelope } from '../../protocol';
import type { Answer } from '../query';

export const rename: Answer<'rename'> = (project, { path, line, col, name }) => {
  try {
    return project.rename(path, line, col, name);
  } catch (error) {
    const { code, message } = toEnvelope(error);
    if (code !== 'cannot-rename') throw error;
    return { cannot: message };
  }
};
