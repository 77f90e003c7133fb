/** The files to scan as one tree: what is on disk, with the archives that were named opened as folders. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from '../../workers/intake';
import {
  ARCHIVE_NAME,
  DiskFile,
  MountedTree,
  NodeTree,
  openArchive,
  recogniseArchive,
} from '../../workers/intake/node';
import type { Place } from './paths';

export async function openPlace({ root, starts }: Place): Promise<FileTree> {
  const tree = new NodeTree(root, new Set(starts));
  const mounts = new Map<string, FileTree>();
  for (const start of starts) {
    const path = join(root, start);
    // Pipes and devices are not even looked into.
    if (!statSync(path).isFile()) continue;
    const file = new DiskFile(path);
    if (ARCHIVE_NAME.test(start) || (await recogniseArchive(file)))
      mounts.set(start, await openArchive(file));
  }
  return mounts.size > 0 ? new MountedTree(tree, mounts) : tree;
}
