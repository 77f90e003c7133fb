/** `assay organise-imports`, `extract` and `inline`: what they can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, Flag, OneOf, Optional, type Static, Text } from '../../kernel/operations/schema';

const how = {
  dryRun: Optional(Flag({ description: 'Print what would change as a patch for git apply (default)' })),
  write: Optional(Flag({ description: 'Change the file' })),
  format: Optional(OneOf(['diff', 'json'], { description: 'Output format (default: diff)' })),
};

const common = { group: 'Command line', changes: 'outside' as const, notOn: OF_THE_RUNNER };

const organising = Fields({
  path: Text({ positional: 'Name one folder and a file in it', valueName: 'PATH' }),
  file: Text({ positional: 'Name one folder and a file in it', valueName: 'FILE' }),
  ...how,
});

/** A request to put imports in order. */
export type OrganiseInput = Static<typeof organising>;

export const organiseImports = operation({
  ...common,
  id: 'organise-imports',
  title: 'Organise imports',
  description: 'Removes imports of a file that nobody uses, joins those of one module and sorts them.',
  input: organising,
  examples: [{ path: '.', file: 'src/main.ts', write: true }],
  run: async (asked) => (await import('../change-file')).organise(asked),
});

const EXTRACTING = 'Name one folder, where the code begins and ends, and the new name';

const extracting = Fields({
  path: Text({ positional: EXTRACTING, valueName: 'PATH' }),
  at: Text({ positional: EXTRACTING, valueName: 'FILE:LINE:COL' }),
  to: Text({ positional: EXTRACTING, valueName: 'LINE:COL' }),
  name: Text({ positional: EXTRACTING, valueName: 'NAME' }),
  function: Optional(Flag({ description: 'Make a function of it, not a variable' })),
  ...how,
});

/** A request to give code a name of its own. */
export type ExtractInput = Static<typeof extracting>;

export const extract = operation({
  ...common,
  id: 'extract',
  title: 'Extract a variable or a function',
  description:
    'Gives an expression a name, or makes a function of statements, and refuses where that would differ.',
  input: extracting,
  examples: [{ path: '.', at: 'src/main.ts:12:7', to: '14:4', name: 'readAll', function: true }],
  run: async (asked) => (await import('../change-file')).extract(asked),
});

const INLINING = 'Name one folder and one place';

const inlining = Fields({
  path: Text({ positional: INLINING, valueName: 'PATH' }),
  at: Text({ positional: INLINING, valueName: 'FILE:LINE:COL' }),
  ...how,
});

/** A request to put a value where its name stands. */
export type InlineInput = Static<typeof inlining>;

export const inline = operation({
  ...common,
  id: 'inline',
  title: 'Inline a variable or a function',
  description: 'Puts what a name stands for where it is used, and refuses where that would differ.',
  input: inlining,
  examples: [{ path: '.', at: 'src/main.ts:12:7', write: true }],
  run: async (asked) => (await import('../change-file')).inline(asked),
});
