/** Every file of a project for the tree, by path. */

import { SEVERITIES, type TreeFile } from '../../protocol';
import type { IndexedFile } from '../project-index';
import type { Query } from '../query';

export const treeFiles: Query<'treeFiles'> = {
  tables: ['files', 'findings'],
  run: async ({ index }, { projectId }) => (await index(projectId)).files.map(toTreeFile),
};

function toTreeFile({ path, size, language, counts, status }: IndexedFile): TreeFile {
  const file: TreeFile = { path, size, findings: counts.reduce((sum, count) => sum + count, 0), status };
  const worst = SEVERITIES[counts.findLastIndex((count) => count > 0)];
  if (language !== undefined) file.language = language;
  if (worst !== undefined) file.worst = worst;
  return file;
}
