/** `assay config`: what it can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, Flag, OneOf, Optional, type Static, Text } from '../../kernel/operations/schema';

const input = Fields({
  path: Optional(Text({ positional: 'Name the project', valueName: 'PATH' })),
  profile: Optional(Text({ valueName: 'NAME', description: 'Show it with this profile' })),
  schema: Optional(
    Flag({ description: 'Print the JSON Schema of configurations, with all built-in rules, for editors' }),
  ),
  takeOver: Optional(
    Flag({ description: 'Show what other tools are told to leave out, as patterns for .assay/config.toml' }),
  ),
  migrate: Optional(Flag({ description: 'Bring .assay/config.toml to the present version of the format' })),
  write: Optional(Flag({ description: 'Write what --take-over or --migrate show' })),
  format: Optional(OneOf(['text', 'json'], { description: 'Output format (default: text)' })),
});

export type ConfigInput = Static<typeof input>;

export const config = operation({
  id: 'config',
  title: 'Show the configuration that counts',
  description: 'Prints which settings hold for a project, and which file or profile each one comes from.',
  group: 'Command line',
  input,
  examples: [{ path: '.' }, { schema: true }, { takeOver: true, write: true }],
  changes: 'files',
  notOn: OF_THE_RUNNER,
  run: async (asked) => (await import('../show-config')).showConfig(asked),
});
