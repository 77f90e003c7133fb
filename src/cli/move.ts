/** `assay move`: gives a file another path, and what refers to it follows. */
import { unless } from '../../workers/index';
import { UsageError } from './errors';
import type { MoveInput } from './operations/move';
import { openIndex, sayMissing } from './project-index';
import { refactor } from './refactor';

export async function move(input: MoveInput): Promise<number> {
  if (input.write && input.dryRun) throw new UsageError('Use one of --dry-run and --write.');
  const index = await openIndex(input.path);
  sayMissing(index.completeness);
  const moving = unless('cannot-move', () => index.project.moveFile(input.from, input.to));
  if ('cannot' in moving) throw new UsageError(`${input.from} cannot be moved. ${moving.cannot}`);
  const { from, to, files, obstacles } = moving;
  const words = {
    ...{ done: 'Moved', would: 'Would move', not: 'Not moved' },
    what: (places: string, inFiles: string) => `${from} to ${to}, with ${places} of ${inFiles}`,
  };
  const refactoring = { files, obstacles, moved: { from, to }, of: { moving }, answer: moving, words };
  return refactor(index, refactoring, input);
}
