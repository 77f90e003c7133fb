/** Every named query. */

import type { QueryName, TableName } from '../../protocol';
import type { Query } from '../query';
import { decisions } from './decisions';
import { file } from './file';
import { fileText } from './file-text';
import { findingDetail, findingDetails, findingsOfFile, findingTallies } from './finding-details';
import { findingRows } from './finding-rows';
import { findingsView } from './findings-view';
import { fixableFiles } from './fixable-files';
import { project, projects } from './projects';
import { disabledRules, rules } from './rules';
import { runChanges } from './run-changes';
import { setting } from './setting';
import { skipped } from './skipped';
import { openFindings, snapshotChanges, snapshotFindings, snapshots } from './snapshots';
import { snippets } from './snippets';
import { storage } from './storage';
import { summary } from './summary';
import { treeFiles } from './tree-files';
import { unchecked } from './unchecked';

export const queries: { [Q in QueryName]: Query<Q> } = {
  decisions,
  disabledRules,
  file,
  fileText,
  findingDetail,
  findingDetails,
  findingRows,
  findingsOfFile,
  findingTallies,
  findingsView,
  fixableFiles,
  openFindings,
  project,
  projects,
  rules,
  runChanges,
  setting,
  skipped,
  snapshotChanges,
  snapshotFindings,
  snapshots,
  snippets,
  storage,
  summary,
  treeFiles,
  unchecked,
};

/** The queries that read one of these tables. */
export function queriesReading(tables: readonly TableName[]): QueryName[] {
  const names = Object.keys(queries) as QueryName[];
  return names.filter((name) => queries[name].tables.some((table) => tables.includes(table)));
}
