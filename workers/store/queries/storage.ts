/** How much is stored, and how much may be. */

import type { Sql } from '../connection';
import type { Query } from '../query';
import { readTextPolicy, textBytes } from '../writes/texts';

export const storage: Query<'storage'> = {
  tables: ['projects', 'files', 'findings', 'texts', 'settings'],
  run: async ({ database, host }) => {
    const estimate = await host.estimate();
    const stored = await database.read(async (sql) => ({
      databaseBytes: await databaseBytes(sql),
      textBytes: await textBytes(sql),
      policy: await readTextPolicy(sql, estimate.quotaBytes),
    }));
    const { policy, ...bytes } = stored;
    return {
      ...bytes,
      ...estimate,
      textBudgetBytes: policy.budgetBytes,
      keepTexts: policy.keep,
      sqliteVersion: database.sqliteVersion,
    };
  },
};

async function databaseBytes(sql: Sql): Promise<number> {
  const pages = await sql.first<[number]>('PRAGMA page_count');
  const pageBytes = await sql.first<[number]>('PRAGMA page_size');
  return (pages?.[0] ?? 0) * (pageBytes?.[0] ?? 0);
}
