/** What the last run came by and did not read or check whole. */

import { uncheckedOf } from '../completeness';
import type { Query } from '../query';
import { readFacts } from '../run-facts';

export const unchecked: Query<'unchecked'> = {
  tables: ['runs', 'files', 'skipped'],
  run: ({ database }, { projectId }) =>
    database.read(async (sql) => {
      const [runId] = (await sql.first<[number]>(LAST_RUN, [projectId])) ?? [];
      return runId === undefined ? [] : uncheckedOf(await readFacts(sql, runId));
    }),
};

const LAST_RUN = 'SELECT id FROM runs WHERE project_id = ? ORDER BY id DESC LIMIT 1';
