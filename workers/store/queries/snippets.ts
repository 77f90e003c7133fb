/** Lines of code that came with a shared file. */

import type { Snippet } from '../../protocol';
import type { Query } from '../query';

export const snippets: Query<'snippets'> = {
  tables: ['files'],
  run: async ({ database }, { projectId, path }) => {
    const row = await database.read((sql) =>
      sql.first<[string | null]>('SELECT snippets FROM files WHERE project_id = ? AND path = ?', [
        projectId,
        path,
      ]),
    );
    return row?.[0] ? (JSON.parse(row[0]) as Snippet[]) : [];
  },
};
