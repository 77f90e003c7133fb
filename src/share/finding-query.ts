/** What `type:finding` means in a search: words that findings must have, and filters for their files. */
import { AssayError } from '../../workers/protocol';
import { languageCalled } from '../kernel/languages';
import { type Filter, filtersOf, partsOfQuery } from './query-text';

export interface FindingQuery {
  /** Each of its words stands in the message, the rule, the path or the code. */
  text: string;
  languages: string[];
  notLanguages: string[];
  /** Whether the filters let a path through. */
  fits(path: string): boolean;
  /** Findings that are listed. */
  count: number;
}

const MOST = 10_000;

/** Throws `bad-query` if a filter means nothing here. */
export function findingQuery(query: string): FindingQuery {
  const filters = filtersOf(query);
  if (filters.some(({ name }) => name === 'symbol')) throw badQuery('`symbol:` has no meaning for findings');
  const languages = filters.filter(({ name }) => name === 'lang');
  const fits = filters.filter(({ name }) => name === 'file').map(pathTest);
  return {
    text: partsOfQuery(query).terms.replaceAll('"', ''),
    languages: languages.filter(({ isNegated }) => !isNegated).map(languageOf),
    notLanguages: languages.filter(({ isNegated }) => isNegated).map(languageOf),
    fits: (path) => fits.every((test) => test(path)),
    count: Math.min(MOST, ...filters.filter(({ name }) => name === 'count').map(countOf)),
  };
}

function pathTest({ value, isNegated }: Filter): (path: string) => boolean {
  try {
    const expression = new RegExp(value, 'i');
    return (path) => expression.test(path) !== isNegated;
  } catch {
    throw badQuery(`\`${value}\` is not a valid regular expression`);
  }
}

function languageOf({ value }: Filter): string {
  const id = languageCalled(value);
  if (id === undefined) throw badQuery(`there is no language \`${value}\``);
  return id;
}

function countOf({ value }: Filter): number {
  if (value === 'all') return MOST;
  if (!/^\d+$/.test(value)) throw badQuery(`\`count:${value}\` is no number`);
  return Number(value);
}

const badQuery = (message: string) => new AssayError({ code: 'bad-query', message });
