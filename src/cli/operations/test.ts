/** `assay test`: what it can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, Flag, List, OneOf, Optional, Text } from '../../kernel/operations/schema';

export const test = operation({
  id: 'test',
  title: 'Test rules by their cases',
  description:
    'Runs the cases of rules: cases.md and NAME.cases.md beside a rule, code with Semgrep’s annotations, and the test files and snapshots of ast-grep.',
  group: 'Command line',
  input: Fields({
    paths: Optional(List(Text(), { positional: 'Name folders or files with rules', valueName: 'PATH' })),
    skipSnapshots: Optional(Flag({ description: 'Do not compare with the snapshots of ast-grep' })),
    format: Optional(OneOf(['text', 'json'], { description: 'Output format (default: text)' })),
  }),
  examples: [{ paths: ['.assay/rules'] }, { paths: ['rules'], format: 'json' }, {}],
  changes: 'none',
  notOn: OF_THE_RUNNER,
  run: async (input) => (await import('../test')).testRules(input),
});
