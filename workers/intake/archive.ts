/** Opens an archive as a tree, by what its bytes say and not by its name, and the archives inside it. */
import { AssayError } from '../protocol';
import { emptyArchive, unreadReason, unsupportedArchive } from './archive-errors';
import { recogniseArchive } from './archive-format';
import type { ByteSource } from './blob-window';
import { Budget } from './budget';
import { gunzip } from './gzip';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits';
import { MountedTree } from './mounted-tree';
import { filesOf, type PathTree } from './path-tree';
import { withoutWrapper } from './sub-tree';
import { openTar } from './tar';
import { type FileTree, nameOf } from './tree';
import { openZip } from './zip';

/** Names of archives that are opened where they lie in another one. */
const NESTED = /\.(zip|tar|tgz|tar\.gz|jar|war|ear|whl|egg|nupkg|vsix|crate)$/i;

/** A gzip in a gzip in a gzip is no way to pack a project. */
const MAX_GZIPS = 3;

/** Names of what can be nothing but an archive. */
export const ARCHIVE_NAME = /\.(zip|tar|tgz|tar\.gz)$/i;

/** The name without what tells the format. */
function plainName(name: string): string {
  return name.replace(ARCHIVE_NAME, '') || name;
}

/** The files of one archive; `gzips` is how often it was unpacked already. */
async function readArchive(file: ByteSource, name: string, budget: Budget, gzips = 0): Promise<PathTree> {
  const format = await recogniseArchive(file);
  if (format === 'zip') return openZip(file, name, budget);
  if (format === 'tar' || format === undefined) return openTar(file, name, budget);
  if (format !== 'gzip' || gzips === MAX_GZIPS) throw unsupportedArchive(format);
  const { blob, problem } = await gunzip(file, budget.limits);
  const tree = await readArchive(blob, name, budget, gzips + 1);
  if (problem) tree.refuse(name, file.size, `${problem}, so files may be missing`, 'damaged');
  return tree;
}

/** Opens the archives in an archive; those that cannot be opened are refused by name. */
async function withNested(tree: PathTree, budget: Budget, depth: number): Promise<FileTree> {
  const mounts = new Map<string, FileTree>();
  for (const path of [...filesOf(tree)].filter((file) => NESTED.test(file))) {
    const file = await tree.open(path);
    try {
      const limit = budget.takeNested(file.size, depth);
      if (limit) throw new AssayError({ code: 'archive-limit', message: limit });
      const inner = await readArchive(new Blob([await file.read()]), nameOf(path), budget);
      mounts.set(path, await withNested(inner, budget, depth + 1));
    } catch (error) {
      tree.remove(path);
      tree.refuse(
        path,
        file.size,
        error instanceof Error ? error.message : String(error),
        unreadReason(error),
      );
    }
  }
  return mounts.size > 0 ? new MountedTree(tree, mounts) : tree;
}

/** A zip, tar or tar.gz as a tree. A single folder around everything is left away. */
export async function openArchive(
  file: ByteSource & { name: string },
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<FileTree> {
  const budget = new Budget(limits);
  const tree = await readArchive(file, plainName(file.name), budget);
  if (tree.entries('').length === 0 && tree.refused.length === 0) throw emptyArchive();
  return withoutWrapper(await withNested(tree, budget, 1));
}
