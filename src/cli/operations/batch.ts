/** `assay batch`: what it can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, Text } from '../../kernel/operations/schema';

export const batch = operation({
  id: 'batch',
  title: 'Check many rules against many files, one JSON line each',
  description: 'Answers cases of rules and a file, a line of JSON each, for test suites of rules.',
  group: 'Command line',
  input: Fields({ cases: Text({ positional: 'Name one file of cases', valueName: 'CASES.jsonl' }) }),
  examples: [{ cases: 'cases.jsonl' }],
  changes: 'none',
  notOn: OF_THE_RUNNER,
  run: async ({ cases }) => (await import('../batch')).batch(cases),
});
