/**
 * What the last run of a project found that the one before it had not, and the reverse: a setting of the project, which
 * goes with it.
 */

import type { ChangedFinding, RunChanges } from '../../protocol';
import type { Sql } from '../connection';
import type { Database } from '../database';
import type { Move, SightedFile, Sighting } from '../moves';
import { type Moving, selectFresh, selectGone } from './moves';
import { readSetting, writeSetting } from './settings';

/** More of each are counted, and not listed. */
const MOST_LISTED = 200;

const keyOf = (projectId: number) => `project.${projectId}.changes`;

/** Reads only. Undefined for the first run of a project: there is nothing to compare it with. */
export async function planChanges(
  database: Database,
  run: Moving,
  moves: readonly Move[],
): Promise<RunChanges | undefined> {
  return database.read(async (sql) => {
    if (!(await hasEarlierRun(sql, run))) return undefined;
    const [here, elsewhere] = [idsOf(moves, 'now'), idsOf(moves, 'former')];
    const cutOff = new Set(await selectCutOff(sql, run.projectId));
    // Of a file that was not checked to its end nobody knows what is still in it.
    const lost = run.lost.filter(({ path }) => !cutOff.has(path));
    const fresh = listed(await selectFresh(sql, run), here);
    const gone = listed([...(await selectGone(sql, run)), ...lost], elsewhere);
    const moved = moves.filter(({ now }) => now.isOpen);
    return {
      runId: run.runId,
      counts: { new: fresh.length, gone: gone.length, moved: moved.length },
      new: fresh.slice(0, MOST_LISTED),
      gone: gone.slice(0, MOST_LISTED),
      moved: moved.slice(0, MOST_LISTED).map(({ former, formerPath, now, nowPath }) => {
        // It gets its former id again.
        return { ...changed(nowPath, now), id: former.id, formerPath };
      }),
    };
  });
}

export function writeChanges(sql: Sql, projectId: number, changes: RunChanges | undefined): Promise<void> {
  return writeSetting(sql, keyOf(projectId), changes && JSON.stringify(changes));
}

/** Undefined if the last run of the project did not come to its end, or has nothing to be compared with. */
export async function readChanges(sql: Sql, projectId: number): Promise<RunChanges | undefined> {
  const json = await readSetting(sql, keyOf(projectId));
  const last = await sql.first<[number]>('SELECT max(id) FROM runs WHERE project_id = ?', [projectId]);
  if (json === undefined) return undefined;
  try {
    const changes = JSON.parse(json) as RunChanges;
    return changes.runId === last?.[0] ? changes : undefined;
  } catch {
    // Damaged: then nothing is said of changes.
    return undefined;
  }
}

async function hasEarlierRun(sql: Sql, { projectId, runId }: Moving): Promise<boolean> {
  const earlier = `SELECT 1 FROM runs WHERE project_id = ? AND id < ? AND status = 'done'`;
  return (await sql.first(earlier, [projectId, runId])) !== undefined;
}

async function selectCutOff(sql: Sql, projectId: number): Promise<string[]> {
  const rows = await sql.all<[string]>('SELECT path FROM files WHERE project_id = ? AND failed > 0', [
    projectId,
  ]);
  return rows.map(([path]) => path);
}

function idsOf(moves: readonly Move[], side: 'former' | 'now'): Set<number> {
  return new Set(moves.map((move) => move[side].id));
}

/** Those that are open, but for some, by path and line. */
function listed(files: readonly SightedFile[], but: ReadonlySet<number>): ChangedFinding[] {
  const all = files.flatMap(({ path, findings }) =>
    findings.filter(({ id, isOpen }) => isOpen && !but.has(id)).map((one) => changed(path, one)),
  );
  return all.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

function changed(path: string, { id, line, rule, excerpt }: Sighting): ChangedFinding {
  return { id, path, line, ruleId: rule, excerpt };
}
