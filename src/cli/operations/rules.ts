/** `assay rules`: what it can be told. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, List, OneOf, Optional, Text } from '../../kernel/operations/schema';

export const rules = operation({
  id: 'rules',
  title: 'List and search the built-in rules',
  description:
    'Prints the rules that find what the words of a query name, the likeliest first, or all of them.',
  group: 'Command line',
  input: Fields({
    query: Optional(List(Text(), { positional: 'Name what to look for', valueName: 'QUERY' })),
    format: Optional(OneOf(['text', 'json'], { description: 'Output format (default: text)' })),
  }),
  examples: [{ query: ['sql injection'] }, { query: ['owasp', 'a03'], format: 'json' }, {}],
  changes: 'none',
  notOn: OF_THE_RUNNER,
  run: async ({ query, format }) => (await import('../rules')).listRules(query ?? [], format ?? 'text'),
});
