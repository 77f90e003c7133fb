/** What changed in the last run of a project. */

import type { Query } from '../query';
import { readChanges } from '../writes/changes';

export const runChanges: Query<'runChanges'> = {
  tables: ['runs'],
  run: ({ database }, { projectId }) => database.read((sql) => readChanges(sql, projectId)),
};
