/** What can be asked about a project as a whole: `assay symbols`, `assay search` and their like. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, OneOf, Optional, Text } from '../../kernel/operations/schema';

const path = Text({ positional: 'Name one folder', valueName: 'PATH' });
const format = Optional(OneOf(['text', 'json'], { description: 'Output format (default: text)' }));
const batch = (line: string) =>
  Optional(
    Text({ valueName: 'QUERIES.jsonl', description: `Answer a file of queries, a line each: ${line}` }),
  );
const common = { group: 'Command line', changes: 'none' as const, notOn: OF_THE_RUNNER };

export const symbols = operation({
  ...common,
  id: 'symbols',
  title: 'List what a project defines',
  description: 'Prints every name that the files of a folder define, and where.',
  input: Fields({ path, format, batch: batch('{"name": …}') }),
  examples: [{ path: 'src' }, { path: '.', format: 'json' }],
  run: async (asked) => (await import('../questions')).ask('symbols', asked),
});

export const search = operation({
  ...common,
  id: 'search',
  title: 'Search the text of a project',
  description: 'Prints where words, texts or regular expressions stand in the files of a folder.',
  input: Fields({
    path,
    question: Optional(Text({ positional: 'Name one folder and one query', valueName: 'QUERY' })),
    format,
    batch: batch('{"query": …}'),
  }),
  examples: [
    { path: 'src', question: 'todo lang:rust' },
    { path: '.', batch: 'queries.jsonl' },
  ],
  run: async (asked) => (await import('../questions')).ask('search', asked),
});
