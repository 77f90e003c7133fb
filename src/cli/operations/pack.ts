/** `assay pack`: what it can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, Flag, OneOf, Optional, type Static, Text } from '../../kernel/operations/schema';

const ACTIONS = ['install', 'list', 'update', 'rollback', 'remove', 'verify', 'seal'] as const;

const input = Fields({
  action: OneOf([...ACTIONS], { positional: 'Say what is to be done', valueName: ACTIONS.join('|') }),
  what: Optional(Text({ positional: 'Name the pack', valueName: 'PATH|NAME' })),
  folder: Optional(
    Text({ valueName: 'DIR', description: 'The project’s folder (default: the current one)' }),
  ),
  dryRun: Optional(Flag({ description: 'Show what an update would change, and change nothing' })),
  format: Optional(OneOf(['text', 'json'], { description: 'Output format (default: text)' })),
});

export type PackInput = Static<typeof input>;

export const pack = operation({
  id: 'pack',
  title: 'Manage the packs of rules of a project',
  description:
    'Installs, updates and rolls back packs: folders or zips of rules with a manifest. seal writes a pack’s own hash down; verify holds packs against theirs.',
  group: 'Command line',
  input,
  examples: [
    { action: 'install', what: 'house.zip' },
    { action: 'update', what: 'house', dryRun: true },
    { action: 'list' },
  ],
  changes: 'files',
  notOn: OF_THE_RUNNER,
  run: async (asked) => (await import('../pack')).managePacks(asked),
});
