/** `assay move`: what it can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, type Static, Text } from '../../kernel/operations/schema';
import { refactorFlags } from './refactor';

const MISSING = 'Name one folder, a file or folder in it and its new path';

const input = Fields({
  path: Text({ positional: MISSING, valueName: 'PATH' }),
  from: Text({ positional: MISSING, valueName: 'FROM' }),
  to: Text({ positional: MISSING, valueName: 'TO' }),
  ...refactorFlags,
});

/** A move as it was asked for. */
export type MoveInput = Static<typeof input>;

export const move = operation({
  id: 'move',
  title: 'Move a file or a folder',
  description:
    'Moves a file of a folder, or a folder in it with all files; imports that lead to them and out of them follow. Paths start at the folder.',
  group: 'Command line',
  input,
  examples: [{ path: '.', from: 'src/shape.ts', to: 'src/geometry/shape.ts', write: true }],
  changes: 'outside',
  notOn: OF_THE_RUNNER,
  run: async (asked) => (await import('../move')).move(asked),
});
