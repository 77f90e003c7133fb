/** What the command says of itself; neither loads engine or rules. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { NOTHING } from '../../kernel/operations/schema';
import { EXIT } from '../errors';
import { VERSION } from '../version';

const common = { group: 'Command line', input: NOTHING, changes: 'none' as const, notOn: OF_THE_RUNNER };

export const version = operation({
  ...common,
  id: 'version',
  title: 'Print the version',
  description: 'Prints the version of this program.',
  run: () => say(`assay ${VERSION}\n`),
});

export const help = operation({
  ...common,
  id: 'help',
  title: 'Print this help',
  description: 'Prints what there is and how to call it.',
  run: async () => say((await import('../help')).describeAll()),
});

async function say(text: string): Promise<number> {
  await (await import('../output')).print(text);
  return EXIT.done;
}
