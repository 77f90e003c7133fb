/** Where that is used which the name at a place refers to. */
import type { Answer } from '../query';
import { collectUses } from '../uses';

export const referencesAt: Answer<'referencesAt'> = (project, { path, line, col, limit }, asking) =>
  collectUses(project, project.usesAt(path, line, col), limit, asking);
