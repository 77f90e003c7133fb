/** What can be done about searching. */
import { currentProject, isScanning, navigate, notify, reviewReplacement } from '../../data';
import { countOf } from '../../kernel/format';
import { type Operation, operation } from '../../kernel/operations/operation';
import { NOT_OF_THE_PROJECT, OF_THE_PAGE, PALETTE_AND_KEYS } from '../../kernel/operations/reasons';
import { Fields, Flag, NOTHING, OneOf, Text } from '../../kernel/operations/schema';
import { copyText, embeddingBytes } from '../../platform';
import { partsOfQuery, STRUCTURAL, typeOf, withFilter } from '../../share';
import { setAskingByMeaning } from './ask-state';
import { asCsv, asLines, listedIn } from './rows';
import { toggleSaved } from './saved';
import { answer } from './state';

const common = { group: 'Search', changes: 'none' as const, when: () => currentProject() !== undefined };

const FORMATS = ['lines', 'csv', 'json', 'link'] as const;

/** The ways to copy, as a menu lists them. */
export const COPIES: readonly { id: (typeof FORMATS)[number]; label: string }[] = [
  { id: 'lines', label: 'Lines' },
  { id: 'csv', label: 'Table (CSV)' },
  { id: 'json', label: 'JSON' },
  { id: 'link', label: 'Link to the search' },
];

export const copyResults = operation({
  ...common,
  id: 'search.copy-results',
  title: 'Copy search results as…',
  description: 'Copies the listed matches as lines, a table or JSON, or a link to the search.',
  input: Fields({ format: OneOf(FORMATS, { title: 'Format' }) }),
  examples: [{ format: 'lines' }],
  changes: 'outside',
  notOn: PALETTE_AND_KEYS,
  when: () => common.when() && (answer()?.found.total ?? 0) > 0,
  failed: 'Nothing was copied',
  async run({ format }) {
    const files = answer()?.found.files ?? [];
    if (format === 'link') {
      await copyText(location.href);
      notify('success', 'Link copied. It holds the query, not the code.');
      return;
    }
    const texts = { lines: asLines, csv: asCsv, json: (all: unknown) => JSON.stringify(all, undefined, 2) };
    await copyText(texts[format](files));
    notify('success', `${countOf(listedIn(files), 'match', 'matches')} copied.`);
  },
});

export const saveSearch = operation({
  ...common,
  id: 'search.save',
  title: 'Save a search…',
  description: 'Keeps a search with the project and what its team decided, or forgets it if it is kept.',
  changes: 'settings',
  failed: 'The search was not saved',
  input: Fields({ query: Text({ title: 'Query', minLength: 1 }) }),
  examples: [{ query: 'token lang:python' }],
  notOn: { ...OF_THE_PAGE, menu: 'The search has a button for it.' },
  run: ({ query }) => toggleSaved(query),
});

export const askByMeaning = operation({
  ...common,
  id: 'search.related-words',
  title: 'Find related words in Ask',
  description: 'Has questions also find code that says the same in other words. Loads a list of words once.',
  input: Fields({ on: Flag({ title: 'Find related words' }) }),
  examples: [{ on: true }],
  changes: 'settings',
  when: () => embeddingBytes() !== undefined,
  notOn: { ...PALETTE_AND_KEYS, commandLine: 'assay ask --embedding does it.' },
  run({ on }) {
    setAskingByMeaning(on);
  },
});

export const replaceCode = operation({
  ...common,
  id: 'search.replace',
  title: 'Replace by pattern…',
  description: 'Replaces code of a form in all files, such as old($X) by renamed($X); shown first.',
  failed: 'Nothing was replaced',
  when: () => common.when() && !isScanning(),
  input: Fields({
    query: Text({
      title: 'Pattern',
      description: 'Code with metavariables, such as old($X, $...MORE), and filters of the search.',
      minLength: 1,
    }),
    rewrite: Text({ title: 'Replacement', description: 'What takes its place, such as renamed($X).' }),
  }),
  examples: [{ query: 'old($X) lang:python', rewrite: 'renamed($X)' }],
  notOn: {
    ...NOT_OF_THE_PROJECT,
    keys: 'It must be told a pattern, and the search has a button for it.',
    commandLine: 'assay fix PATH --pattern CODE --rewrite CODE --lang LANGUAGE does it.',
  },
  async run({ query, rewrite }, run) {
    const structural = typeOf(query) === 'structural' ? query : withFilter(query, STRUCTURAL);
    const { terms } = partsOfQuery(structural);
    const isThere = await reviewReplacement({ query: structural, pattern: terms, rewrite }, run);
    if (run.signal.aborted) return;
    if (isThere) navigate('/fixes');
    else notify('info', 'There is nothing to replace.');
  },
});

export const operations: readonly Operation[] = [
  operation({
    ...common,
    id: 'search.open',
    title: 'Search in all files',
    description: 'Goes to the search over all texts of the project.',
    input: NOTHING,
    keys: ['Mod-Shift-f'],
    inTextFields: true,
    notOn: { commandLine: 'assay search PATH QUERY does it.' },
    run() {
      navigate('/search');
      requestAnimationFrame(() => document.querySelector<HTMLInputElement>('.search-box input')?.select());
    },
  }),
  operation({
    ...common,
    id: 'search.for',
    title: 'Search for…',
    description: 'Searches all texts of the project for a query.',
    input: Fields({ query: Text({ title: 'Query', minLength: 1 }) }),
    examples: [{ query: 'token lang:python' }],
    notOn: { ...OF_THE_PAGE, menu: 'The menu has the search itself.' },
    run: ({ query }) => navigate('/search', { q: query }),
  }),
  copyResults,
  askByMeaning,
  saveSearch,
  replaceCode,
];
