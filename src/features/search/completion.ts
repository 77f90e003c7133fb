/** What may be typed next in a query: filters, and the values that they take. */
import type { FilterName } from '../../share';

/** Something that may be put in place of the word that is being typed. */
export interface Suggestion {
  /** What comes in its place. */
  text: string;
  /** What it does. */
  note: string;
}

/** A word of a query that is being typed, and what may come in its place. */
export interface Completion {
  from: number;
  to: number;
  suggestions: Suggestion[];
}

/** Values that filters may have in this project, the likeliest first. */
export interface KnownValues {
  languages: readonly { id: string; name: string; files: number }[];
  /** Folders with their slash at the end. */
  folders: readonly string[];
  /** Names of what is defined, among them those that begin as `symbol:` is typed. */
  symbols: readonly string[];
}

const MOST = 8;

const FILTERS: readonly [FilterName, string][] = [
  ['lang', 'files in a language'],
  ['file', 'files whose path fits an expression'],
  ['type', 'what is looked for'],
  ['symbol', 'files that define a name'],
  ['case', 'whether capitals count'],
  ['count', 'how many matches are listed'],
];

const VALUES: Partial<Record<FilterName, readonly [string, string][]>> = {
  type: [
    ['text', 'texts'],
    ['symbol', 'names that are defined'],
    ['path', 'paths of files'],
    ['structural', 'code of a form'],
    ['finding', 'findings of the last scan'],
  ],
  case: [
    ['yes', 'capitals count'],
    ['no', 'capitals do not count'],
  ],
  count: [
    ['100', ''],
    ['1000', ''],
    ['all', 'all of them'],
  ],
};

/** How the name begins that is being typed behind `symbol:`; a letter alone says too little. */
export function symbolTyped(query: string, caret: number): string | undefined {
  return /(?:^|\s)[-!]?symbol:(\w{2,})$/.exec(query.slice(0, caret))?.[1];
}

/** What may stand in place of the word at the caret; none where nothing fits but what is there. */
export function complete(
  query: string,
  caret: number,
  known: KnownValues,
  folderFilter: (folder: string) => string,
): Completion | undefined {
  const from = query.slice(0, caret).search(/\S*$/);
  const to = caret + (/^\S*/.exec(query.slice(caret))?.[0].length ?? 0);
  const word = query.slice(from, to);
  const [, sign = '', name = '', colon = '', value = ''] = /^([-!]?)(\w+)(:?)(.*)$/.exec(word) ?? [];
  const all =
    colon === '' ? filters(sign, name) : values(sign, name as FilterName, value, known, folderFilter);
  const suggestions = all.filter(({ text }) => text !== word).slice(0, MOST);
  return suggestions.length > 0 ? { from, to, suggestions } : undefined;
}

/** A letter alone says too little. */
function filters(sign: string, typed: string): Suggestion[] {
  if (typed.length < 2 && sign === '') return [];
  return FILTERS.filter(([name]) => name.startsWith(typed.toLowerCase()))
    .filter(([name]) => sign === '' || name === 'lang' || name === 'file' || name === 'symbol')
    .map(([name, note]) => ({ text: `${sign}${name}:`, note: sign === '' ? note : `not ${note}` }));
}

function values(
  sign: string,
  name: FilterName,
  typed: string,
  { languages, folders, symbols }: KnownValues,
  folderFilter: (folder: string) => string,
): Suggestion[] {
  const wanted = typed.toLowerCase();
  if (name === 'lang') {
    const fits = languages.filter((one) =>
      [one.id, one.name.toLowerCase()].some((of) => of.startsWith(wanted)),
    );
    return fits.map((one) => ({ text: `${sign}lang:${one.id}`, note: `${one.name} · ${one.files}` }));
  }
  if (name === 'file') {
    const path = wanted.replace(/^\^/, '').replaceAll('\\', '');
    const fits = folders.filter((folder) => folder.toLowerCase().startsWith(path));
    return fits.map((folder) => ({ text: sign + folderFilter(folder), note: folder }));
  }
  if (name === 'symbol') {
    const fits = symbols.filter((symbol) => symbol.toLowerCase().startsWith(wanted));
    return fits.map((symbol) => ({ text: `${sign}symbol:^${symbol}$`, note: '' }));
  }
  const fits = (VALUES[name] ?? []).filter(([value]) => value.startsWith(wanted));
  return fits.map(([value, note]) => ({ text: `${name}:${value}`, note }));
}

/** The query with a suggestion in its place, and where the caret stands then: behind a whole filter comes a blank. */
export function take(
  query: string,
  { from, to }: Completion,
  { text }: Suggestion,
): { query: string; caret: number } {
  const rest = query.slice(to);
  const gap = text.endsWith(':') || rest.startsWith(' ') ? '' : ' ';
  const caret = from + text.length + (text.endsWith(':') ? 0 : 1);
  return { query: query.slice(0, from) + text + gap + rest, caret };
}
