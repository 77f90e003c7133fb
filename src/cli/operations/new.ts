/** `assay new`: what it can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, Flag, OneOf, Optional, type Static, Text } from '../../kernel/operations/schema';
import { CI_KINDS, DIALECTS, SHAPES } from '../../share';

const input = Fields({
  what: OneOf(['rule', 'pack', 'ci'], { positional: 'Say what is to be made', valueName: 'rule|pack|ci' }),
  name: Text({ positional: 'Name it', valueName: 'NAME', minLength: 1 }),
  folder: Optional(
    Text({ valueName: 'DIR', description: 'The project’s folder (default: the current one)' }),
  ),
  dialect: Optional(OneOf([...DIALECTS], { description: 'How a rule is written (default: semgrep)' })),
  shape: Optional(OneOf([...SHAPES], { description: 'What a rule looks for (default: call)' })),
  command: Optional(
    Text({
      valueName: 'COMMAND',
      description: 'How Assay is called where the CI file runs (default: assay)',
    }),
  ),
  force: Optional(Flag({ description: 'Write over files that are there' })),
});

export type NewInput = Static<typeof input>;

export const make = operation({
  id: 'new',
  title: 'Begin a rule, a pack or a CI file',
  description: `Writes a rule with cases into .assay/rules, a pack of rules into a folder, or a file for ${CI_KINDS.join(', ')}.`,
  group: 'Command line',
  input,
  examples: [
    { what: 'rule', name: 'no-eval', dialect: 'semgrep', shape: 'taint' },
    { what: 'pack', name: 'house' },
    { what: 'ci', name: 'github' },
  ],
  changes: 'files',
  notOn: OF_THE_RUNNER,
  run: async (asked) => (await import('../new')).makeNew(asked),
});
