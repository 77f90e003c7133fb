/** Decisions about findings: they follow the findings that they are about. */

import type { Sql } from '../connection';

/** A finding that was found again, as it was and as it is. */
export interface Followed {
  identity: string;
  path: string;
  newIdentity: string;
  newPath: string;
}

/** Moves decisions along, where an edit changed an identity or a file was moved. */
export async function followTriage(
  sql: Sql,
  projectId: number,
  followed: readonly Followed[],
): Promise<void> {
  const changed = followed.filter((one) => one.identity !== one.newIdentity || one.path !== one.newPath);
  if (changed.length === 0) return;
  if (!(await sql.first('SELECT 1 FROM triage WHERE project_id = ?', [projectId]))) return;
  const rows = changed.map(({ identity, path, newIdentity, newPath }) => [
    identity,
    path,
    newIdentity,
    newPath,
  ]);
  // One statement, so that twins that change places do not run into one another.
  await sql.run(FOLLOW, [projectId, JSON.stringify(rows)]);
}

const FOLLOW = `UPDATE triage SET identity = moved.value ->> 2, path = moved.value ->> 3
  FROM json_each(?2) AS moved
  WHERE triage.project_id = ?1 AND triage.identity = moved.value ->> 0 AND triage.path = moved.value ->> 1`;

export async function removeTriage(sql: Sql, projectId: number): Promise<void> {
  await sql.run('DELETE FROM triage WHERE project_id = ?', [projectId]);
}
