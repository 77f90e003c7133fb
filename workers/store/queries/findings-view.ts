/** The findings that pass a filter, in order, with groups and facets. */

import { viewFindings } from '../findings-view';
import type { Query } from '../query';

export const findingsView: Query<'findingsView'> = {
  tables: ['findings'],
  run: async ({ index }, { filter, groupBy, sortBy }) =>
    viewFindings(await index(filter.projectId), filter, groupBy, sortBy),
};
