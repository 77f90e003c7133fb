/** What the function at a place calls. */
import type { CalleeRow } from '../../protocol';
import type { Answer } from '../query';
import { collectRelatives } from '../relatives';

export const callees: Answer<'callees'> = (project, { path, line, col }, { isOver }) =>
  collectRelatives<CalleeRow>(project, project.calleesAt(path, line, col), isOver);
