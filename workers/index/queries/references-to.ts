/** Where anything of a name is used. */
import type { Answer } from '../query';
import { collectUses } from '../uses';

export const referencesTo: Answer<'referencesTo'> = (project, { name, limit }, asking) =>
  collectUses(project, project.usesOf(name), limit, asking);
