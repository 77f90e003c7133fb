/** Everything that was decided of findings of a project. */

import type { Query } from '../query';
import { allTriage } from '../writes/triage';

export const decisions: Query<'decisions'> = {
  tables: ['triage'],
  run: ({ database }, { projectId }) => database.read((sql) => allTriage(sql, projectId)),
};
