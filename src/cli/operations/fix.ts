/** `assay fix`: what it can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, Flag, List, OneOf, Optional, type Static, Text } from '../../kernel/operations/schema';

const input = Fields({
  paths: List(Text(), { positional: 'Nothing to fix', valueName: 'PATH…', minItems: 1 }),
  dryRun: Optional(Flag({ description: 'Print what would change as a patch for git apply (default)' })),
  write: Optional(Flag({ description: 'Change the files' })),
  rule: Optional(List(Text(), { valueName: 'ID', description: 'Only fixes of this rule (repeatable)' })),
  unsafe: Optional(Flag({ description: 'Also fixes after which the code may do something else' })),
  format: Optional(OneOf(['diff', 'json'], { description: 'Output format (default: diff)' })),
  rules: Optional(
    List(Text(), { valueName: 'FILE|DIR', description: 'Also run these rules (file or folder; repeatable)' }),
  ),
  noBuiltin: Optional(Flag({ description: 'Do not run the built-in rules' })),
  pattern: Optional(
    Text({ valueName: 'CODE', description: 'Instead of rules: replace code of this form, such as f($A)' }),
  ),
  rewrite: Optional(Text({ valueName: 'CODE', description: 'What takes the place of --pattern' })),
  lang: Optional(Text({ valueName: 'LANGUAGE', description: 'The language of --pattern' })),
  include: Optional(
    List(Text(), { valueName: 'GLOB', description: 'Fix only files that match (repeatable)' }),
  ),
  exclude: Optional(List(Text(), { valueName: 'GLOB', description: 'Skip files that match (repeatable)' })),
  noIgnore: Optional(Flag({ description: 'Fix ignored files, dependencies and generated files too' })),
  noConfig: Optional(Flag({ description: 'Do not read the project’s own .assay/config.toml' })),
});

/** Fixes as they were asked for. */
export type FixInput = Static<typeof input>;

export const fix = operation({
  id: 'fix',
  title: 'Fix what rules find',
  description:
    'Applies the fixes of findings until nothing more is found, and prints or writes what comes of it.',
  group: 'Command line',
  input,
  examples: [
    { paths: ['src'] },
    { paths: ['.'], write: true, unsafe: true, rule: ['python/raised-not-implemented'] },
    { paths: ['.'], pattern: 'old($$$ARGS)', rewrite: 'renamed($$$ARGS)', lang: 'python' },
  ],
  changes: 'outside',
  notOn: OF_THE_RUNNER,
  run: async (asked) => (await import('../fix')).fix(asked),
});
