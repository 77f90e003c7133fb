/** Brings a database of any older version up to date, a numbered step at a time. */

import type { Connection, Sql } from '../connection';
import { foreignDatabase, newerDatabase } from '../errors';
import { projectsAndFindings } from './0001-projects-and-findings';
import { rules } from './0002-rules';
import { ruleCosts } from './0003-rule-costs';
import { completeness } from './0004-completeness';
import { identity } from './0005-identity';
import { summaries } from './0006-summaries';
import { triage } from './0007-triage';
import { ruleSearch } from './0008-rule-search';
import { triageByPlace } from './0009-triage-by-place';
import { walks } from './0010-walks';

/** Step n brings version n to n + 1. A step that is released is never changed. */
const steps: readonly string[] = [
  projectsAndFindings,
  rules,
  ruleCosts,
  completeness,
  identity,
  summaries,
  triage,
  ruleSearch,
  triageByPlace,
  walks,
];

/** The version this code reads and writes: SQLite's `user_version`. */
export const SCHEMA_VERSION = steps.length;

/** "ASAY", SQLite's `application_id`: tells our database from any other. */
export const APPLICATION_ID = 0x41534159;

/** Rejects with `database-foreign` or `database-newer`; an empty database is a new one. */
export async function migrate(connection: Connection): Promise<void> {
  if ((await connection.read(checkVersion)) === SCHEMA_VERSION) return;
  await connection.write(async (sql) => {
    const version = await checkVersion(sql);
    for (const step of steps.slice(version)) await sql.script(step);
    await sql.run(`PRAGMA application_id = ${APPLICATION_ID}`);
    await sql.run(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  });
}

/** The version of our database, 0 for an empty one. */
async function checkVersion(sql: Sql): Promise<number> {
  const version = await number(sql, 'PRAGMA user_version');
  const tables = await number(sql, 'SELECT count(*) FROM sqlite_schema');
  if (tables === 0) return 0;
  if ((await number(sql, 'PRAGMA application_id')) !== APPLICATION_ID) {
    throw foreignDatabase('Another program’s database has this name.');
  }
  if (version > SCHEMA_VERSION) {
    throw newerDatabase(`Its version is ${version}. This page supports versions up to ${SCHEMA_VERSION}.`);
  }
  return version;
}

async function number(sql: Sql, query: string): Promise<number> {
  const row = await sql.first<[number]>(query);
  return row?.[0] ?? 0;
}
