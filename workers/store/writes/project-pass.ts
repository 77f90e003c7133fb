/**
 * What the rules about a project as a whole last saw of it: a setting of the project, which goes with it.
 */

import { type ProjectPass, STORE_SETTINGS } from '../../protocol';
import type { ProjectRuleFacts } from '../completeness';
import type { Sql } from '../connection';
import { readSetting, writeSetting } from './settings';

const keyOf = (projectId: number) => `project.${projectId}.pass`;

/** A pass without rules leaves none: what they had found is gone. */
export function writePass(sql: Sql, projectId: number, pass: ProjectPass): Promise<void> {
  return writeSetting(sql, keyOf(projectId), pass.rules.length > 0 ? JSON.stringify(pass) : undefined);
}

/** Ids of the rules about projects that are turned on. */
export async function readTurnedOn(sql: Sql): Promise<string[]> {
  return (await readSetting(sql, STORE_SETTINGS.turnedOn))?.split('\n') ?? [];
}

/** What is known of the rules about a project, after this run of it. */
export async function readProjectRules(
  sql: Sql,
  projectId: number,
  runId: number,
): Promise<ProjectRuleFacts> {
  const wanted = await readTurnedOn(sql);
  const json = wanted.length > 0 ? await readSetting(sql, keyOf(projectId)) : undefined;
  const pass = json === undefined ? undefined : parsePass(json);
  return { wanted, pass: pass?.runId === runId ? pass : undefined };
}

/** A damaged row is no word of anything having been seen. */
function parsePass(json: string): ProjectPass | undefined {
  try {
    return JSON.parse(json) as ProjectPass;
  } catch {
    return undefined;
  }
}
