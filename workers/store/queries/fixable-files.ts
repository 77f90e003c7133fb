/** The files that fixes can change, by path. */

import { flagsHasFix, flagsState } from '../finding-codec';
import type { ProjectIndex } from '../project-index';
import type { Query } from '../query';

export const fixableFiles: Query<'fixableFiles'> = {
  tables: ['files', 'findings'],
  run: async ({ index }, { projectId, ruleId }) => {
    const project = await index(projectId);
    const wanted = ruleId === undefined ? undefined : project.rules.values.indexOf(ruleId);
    return project.files
      .filter(({ start, count }) => hasFixable(project, start, start + count, wanted))
      .map(({ path }) => path);
  },
};

function hasFixable(project: ProjectIndex, start: number, end: number, rule: number | undefined): boolean {
  for (let row = start; row < end; row++) {
    const flags = project.flags[row] ?? 0;
    const isOpen = flagsState(flags) === 0;
    if (isOpen && flagsHasFix(flags) && (rule === undefined || project.rule[row] === rule)) return true;
  }
  return false;
}
