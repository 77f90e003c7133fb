/** `assay move`: gives a file or a folder another path, and what refers to it follows. */
import { readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { unless } from '../../workers/index';
import type { MovedFile } from '../../workers/protocol';
import { UsageError } from './errors';
import type { MoveInput } from './operations/move';
import { openIndex, sayMissing } from './project-index';
import { refactor } from './refactor';

export async function move(input: MoveInput): Promise<number> {
  if (input.write && input.dryRun) throw new UsageError('Use one of --dry-run and --write.');
  const index = await openIndex(input.path);
  sayMissing(index.completeness);
  const [from, to] = [input.from, input.to].map(withoutSlash) as [string, string];
  const moving = unless('cannot-move', () => index.project.moveFile(from, to));
  if ('cannot' in moving) throw new UsageError(`${input.from} cannot be moved. ${moving.cannot}`);
  const { moved, files, obstacles } = moving;
  const words = {
    ...{ done: 'Moved', would: 'Would move', not: 'Not moved' },
    what: (places: string, inFiles: string) => `${from} to ${to}, with ${places} of ${inFiles}`,
  };
  const along = otherFiles(index.place.root, from, to, moved);
  const refactoring = { files, obstacles, moved, along, of: { moving }, answer: moving, words };
  return refactor(index, refactoring, input);
}

function withoutSlash(path: string): string {
  return path.replace(/\/+$/, '');
}

/** What else is in a folder that moves, such as pictures and ignored files; it goes along as it is. */
function otherFiles(root: string, from: string, to: string, moved: readonly MovedFile[]): MovedFile[] {
  if (!statSync(join(root, from)).isDirectory()) return [];
  const known = new Set(moved.map((file) => file.from));
  const all = readdirSync(join(root, from), { recursive: true, withFileTypes: true });
  const paths = all
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  return paths
    .filter((path) => !known.has(path))
    .map((path) => ({ from: path, to: to + path.slice(from.length) }));
}
