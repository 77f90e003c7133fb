/** What can be asked about a project as a whole: `assay symbols`, `assay search` and their like. */
import { operation } from '../../kernel/operations/operation';
import { OF_THE_RUNNER } from '../../kernel/operations/reasons';
import { Fields, Flag, OneOf, Optional, Text } from '../../kernel/operations/schema';

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

export const definition = operation({
  ...common,
  id: 'definition',
  title: 'Find what a name refers to',
  description: 'Prints where that is defined which a name in a file of the folder refers to.',
  input: Fields({
    path,
    question: Optional(Text({ positional: 'Name one folder and one place', valueName: 'FILE:LINE:COL' })),
    format,
    batch: batch('{"at": …}'),
  }),
  examples: [{ path: '.', question: 'src/main.ts:12:7' }],
  run: async (asked) => (await import('../questions')).ask('definition', asked),
});

export const refs = operation({
  ...common,
  id: 'refs',
  title: 'Find where something is used',
  description: 'Prints every use of what stands at a place, or of whatever has a name.',
  input: Fields({
    path,
    question: Optional(
      Text({ positional: 'Name one folder, and a place or a name', valueName: 'FILE:LINE:COL|NAME' }),
    ),
    format,
    batch: batch('{"at": …} or {"name": …}'),
  }),
  examples: [
    { path: '.', question: 'src/main.ts:12:7' },
    { path: '.', question: 'readConfig', format: 'json' },
  ],
  run: async (asked) => (await import('../questions')).ask('refs', asked),
});

export const ask = operation({
  ...common,
  id: 'ask',
  title: 'Ask a project in plain words',
  description: 'Prints the functions and types of a folder that a question is about, the likeliest first.',
  input: Fields({
    path,
    question: Optional(Text({ positional: 'Name one folder and one question', valueName: 'WORDS' })),
    format,
    withoutComments: Optional(Flag({ description: 'Leave out what comments say' })),
    embedding: Optional(Flag({ description: 'Also find what says the same in other words' })),
    batch: batch('{"words": …}'),
  }),
  examples: [{ path: '.', question: 'where do we check the password' }],
  async run({ withoutComments, embedding, ...asked }) {
    const how = embedding ? ('ask by meaning' as const) : ('ask' as const);
    const name = withoutComments ? (`${how} without comments` as const) : how;
    return (await import('../questions')).ask(name, asked);
  },
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
