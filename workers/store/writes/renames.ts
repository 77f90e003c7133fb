/** Rules that got other ids: what is stored under a former id goes on under the present one. */

import type { Sql } from '../connection';
import { readSetting, writeSetting } from './settings';

/** The renames that what is stored has been through, as JSON. */
const DONE = 'rules.renamed';

/**
 * Moves findings, costs and switches along, once for each set of renames; false if there was nothing to do.
 * Projects of shared findings stay as they came: they are another's, and bring their own rules along.
 * @param renamed the present id of a rule by each of its former ones
 */
export async function renameRules(sql: Sql, renamed: ReadonlyMap<string, string>): Promise<boolean> {
  const map = JSON.stringify(Object.fromEntries(renamed));
  if ((await readSetting(sql, DONE)) === map) return false;
  for (const statement of [RENAME_IN_FINDINGS, RENAME_IN_COSTS, RENAME_SWITCHES, REMOVE_FORMER_SWITCHES]) {
    await sql.run(statement, [map]);
  }
  await writeSetting(sql, DONE, map);
  return true;
}

/** The present id of what `id` is in SQL, or itself. */
const present = (id: string) => `coalesce((SELECT value FROM json_each(?1) WHERE key = ${id}), ${id})`;

/** The second element of a head is the list of the rules' ids. */
const RENAME_IN_FINDINGS = `UPDATE findings SET head = json_set(head, '$[1]', json(
    (SELECT json_group_array(${present('rule.value')} ORDER BY rule.key) FROM json_each(head, '$[1]') AS rule)))
  WHERE file_id IN (SELECT f.id FROM files f JOIN projects p ON p.id = f.project_id WHERE p.source_kind <> 'shared')
  AND EXISTS (SELECT 1 FROM json_each(head, '$[1]') WHERE value IN (SELECT key FROM json_each(?1)))`;

const RENAME_IN_COSTS = `UPDATE runs SET rule_costs =
    (SELECT json_group_array(json_set(cost.value, '$[0]', ${present('cost.value ->> 0')}) ORDER BY cost.key)
      FROM json_each(rule_costs) AS cost)
  WHERE rule_costs IS NOT NULL`;

const RENAME_SWITCHES = `INSERT OR IGNORE INTO disabled_rules
  SELECT renamed.value FROM disabled_rules d JOIN json_each(?1) AS renamed ON renamed.key = d.id`;

const REMOVE_FORMER_SWITCHES = 'DELETE FROM disabled_rules WHERE id IN (SELECT key FROM json_each(?1))';
