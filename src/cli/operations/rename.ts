/** `assay rename`: what it can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, type Static, Text } from '../../kernel/operations/schema';
import { refactorFlags } from './refactor';

const MISSING = 'Name one folder, one place and the new name';

const input = Fields({
  path: Text({ positional: MISSING, valueName: 'PATH' }),
  at: Text({ positional: MISSING, valueName: 'FILE:LINE:COL' }),
  name: Text({ positional: MISSING, valueName: 'NAME' }),
  ...refactorFlags,
});

/** A renaming as it was asked for. */
export type RenameInput = Static<typeof input>;

export const rename = operation({
  id: 'rename',
  title: 'Rename a symbol',
  description: 'Renames what stands at a place, in all files of a folder that use it.',
  group: 'Command line',
  input,
  examples: [
    { path: '.', at: 'src/main.ts:12:7', name: 'readSettings' },
    { path: '.', at: 'app/models.py:40:9', name: 'total', write: true, texts: true },
  ],
  changes: 'outside',
  notOn: OF_THE_RUNNER,
  run: async (asked) => (await import('../rename')).rename(asked),
});
