/** Rows of the list by id; ids that are gone are left out. */

import type { Query } from '../query';

export const findingRows: Query<'findingRows'> = {
  tables: ['findings'],
  run: async ({ index }, { projectId, ids }) => {
    const project = await index(projectId);
    return project.locate(ids).map(({ row, file }) => project.row(row, file));
  },
};
