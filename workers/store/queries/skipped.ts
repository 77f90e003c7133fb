/** What the last run that skipped anything left out, and why; by path. */

import type { SkipReason } from '../../protocol';
import type { Query } from '../query';

export const skipped: Query<'skipped'> = {
  tables: ['skipped'],
  run: async ({ database }, { projectId }) => {
    const rows = await database.read((sql) =>
      sql.all<[string, number, number, SkipReason, string]>(SELECT_SKIPPED, [projectId]),
    );
    return rows.map(([path, size, isFolder, reason, detail]) => ({
      ...{ path, size, reason, detail },
      isFolder: isFolder === 1,
    }));
  },
};

export const LAST_SKIPPED = `project_id = ?1 AND run_id = (SELECT max(run_id) FROM skipped WHERE project_id = ?1)`;

const SELECT_SKIPPED = `SELECT path, size, is_folder, reason, detail FROM skipped WHERE ${LAST_SKIPPED} ORDER BY path`;
