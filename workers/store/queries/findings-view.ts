/** The findings that pass a filter, in order, with groups and facets. */

import { viewFindings } from '../findings-view';
import type { Query } from '../query';

export const findingsView: Query<'findingsView'> = {
  tables: ['findings', 'runs'],
  run: async ({ index }, { filter, groupBy, sortBy }) => {
    const project = await index(filter.projectId);
    const { completeness } = project;
    return { ...viewFindings(project, filter, groupBy, sortBy), ...(completeness && { completeness }) };
  },
};
