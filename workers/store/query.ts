/** What a named query is: the tables it reads, so that it can be asked again when they change, and how it answers. */

import type { Completeness, QueryName, StoreQueries, TableName } from '../protocol';
import type { Database } from './database';
import type { StoreHost } from './host';
import type { ProjectIndex } from './project-index';

export interface QueryContext {
  database: Database;
  host: StoreHost;
  /** The files and findings of a project in memory; rejects with `no-project`. */
  index(projectId: number): Promise<ProjectIndex>;
  /** The same if it is in memory already. */
  loadedIndex(projectId: number): ProjectIndex | undefined;
  /** What a run of this tab came to whose end could not be stored. */
  unstoredEnd(runId: number): Completeness | undefined;
}

export interface Query<Q extends QueryName> {
  /** Tables whose changes may change the answer. */
  tables: readonly TableName[];
  run(context: QueryContext, params: StoreQueries[Q]['params']): Promise<StoreQueries[Q]['result']>;
}
