/** `assay rename`: gives a symbol another name in all files that use it. */
import { unless } from '../../workers/index';
import { placeOf } from './answers';
import { UsageError } from './errors';
import type { RenameInput } from './operations/rename';
import { openIndex, sayMissing } from './project-index';
import { refactor } from './refactor';

export async function rename(input: RenameInput): Promise<number> {
  if (input.write && input.dryRun) throw new UsageError('Use one of --dry-run and --write.');
  const { file, line, col } = placeOf(input.at);
  const index = await openIndex(input.path);
  sayMissing(index.completeness);
  const renaming = unless('cannot-rename', () => index.project.rename(file, line, col, input.name));
  if ('cannot' in renaming) {
    throw new UsageError(`${file}:${line}:${col} cannot be renamed. ${renaming.cannot}`);
  }
  const { name, kind, files, obstacles } = renaming;
  const words = {
    ...{ done: 'Renamed', would: 'Would rename', not: 'Not renamed' },
    what: (places: string, inFiles: string) => `${kind} ${name} to ${input.name} in ${places} of ${inFiles}`,
  };
  const of = { renaming, name: input.name };
  return refactor(index, { files, obstacles, of, answer: renaming, words }, input);
}
