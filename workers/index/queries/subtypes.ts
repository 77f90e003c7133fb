/** The types that are derived from the one at a place. */
import type { DefinitionRow } from '../../protocol';
import type { Answer } from '../query';
import { collectRelatives } from '../relatives';

export const subtypes: Answer<'subtypes'> = (project, { path, line, col }, { isOver }) =>
  collectRelatives<DefinitionRow>(project, project.subtypesAt(path, line, col), isOver);
