/** Repairs what can be made anew from the tables themselves, and says so if that was not enough. */

import type { Database } from './database';
import { corruptDatabase } from './errors';

/** Rejects with `database-corrupt`, naming what is wrong, if damage remains. */
export async function rebuildDatabase(database: Database): Promise<void> {
  if (!database.isOpen) await database.open();
  await database.write((sql) => sql.script('REINDEX'));
  const problems = await database.read((sql) => sql.all<[string]>('PRAGMA integrity_check(10)'));
  const found = problems.map(([text]) => text).filter((text) => text !== 'ok');
  if (found.length > 0) throw corruptDatabase(found.join('\n'));
}
