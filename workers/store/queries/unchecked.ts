/** What the last run came by and did not read or check whole: first the files it did not come to, then all others. */

import type { RunStatus, Unchecked } from '../../protocol';
import { uncheckedOf, unseenByProjectRules } from '../completeness';
import type { Sql } from '../connection';
import type { Query } from '../query';
import { readFacts, SEEN } from '../run-facts';
import { readProjectRules } from '../writes/project-pass';

type LastRun = [id: number, status: RunStatus];

export const unchecked: Query<'unchecked'> = {
  tables: ['runs', 'files', 'skipped'],
  run: ({ database }, { projectId }) =>
    database.read(async (sql) => {
      const run = await sql.first<LastRun>(LAST_RUN, [projectId]);
      if (!run || run[1] === 'running') return [];
      return [
        ...(await readPending(sql, projectId, run)),
        ...uncheckedOf(await readFacts(sql, run[0])),
        ...unseenByProjectRules(await readProjectRules(sql, projectId, run[0])),
      ];
    }),
};

async function readPending(sql: Sql, projectId: number, [runId, status]: LastRun): Promise<Unchecked[]> {
  const kind = status === 'cancelled' || status === 'interrupted' ? status : 'not-stored';
  const rows = await sql.all<[string]>(SELECT_PENDING, [projectId, runId]);
  return rows.map(([path]) => ({ path, isFolder: false, kind, detail: '' }));
}

const LAST_RUN = 'SELECT id, status FROM runs WHERE project_id = ? ORDER BY id DESC LIMIT 1';

const SELECT_PENDING = `SELECT path FROM files
  WHERE project_id = ?1 AND ${SEEN} AND result_run IS NOT seen_run ORDER BY path`;
