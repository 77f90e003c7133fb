/**
 * A query as text: its filters and what is between them. What the buttons beside the box choose stands in the query itself,
 * so that whoever reads, copies or types it has all of it.
 */

/** Names of filters, and what else they may be called; `crates/project/src/search/tokens.rs` reads them. */
const NAMES = {
  ...{ file: 'file', f: 'file', path: 'file', lang: 'lang', language: 'lang', l: 'lang' },
  ...{ symbol: 'symbol', type: 'type', case: 'case', count: 'count' },
} as const;
export type FilterName = (typeof NAMES)[keyof typeof NAMES];

const FILTER = new RegExp(`^[-!]?(${Object.keys(NAMES).join('|')}):`, 'i');

/** Begin and end of each word. Blanks in quotes, which filters may have, and in expressions do not part words. */
function wordsOf(query: string): [number, number][] {
  const words = query.matchAll(
    /[-!]?\w+:(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\S*)|\/(?:\\.|[^/\\])+\/(?=\s|$)|\S+/g,
  );
  return [...words].map(({ 0: word, index }) => [index, index + word.length]);
}

/** A query in its parts. */
export interface QueryParts {
  /** Filters in front, with the blanks behind them. */
  before: string;
  /** What is looked for. */
  terms: string;
  /** Filters behind it, with the blanks in front of them. */
  after: string;
}

/** Parts a query; joined they mean the same again. */
export function partsOfQuery(query: string): QueryParts {
  const words = wordsOf(query);
  const isTerm = ([from, to]: [number, number]) => !FILTER.test(query.slice(from, to));
  const first = words.find(isTerm);
  const last = words.findLast(isTerm);
  if (!first || !last) return { before: query.trim() === '' ? '' : `${query.trim()} `, terms: '', after: '' };
  return {
    before: query.slice(0, first[0]),
    terms: query.slice(first[0], last[1]),
    after: query.slice(last[1]).trimEnd(),
  };
}

/** A filter of a query. */
export interface Filter {
  name: FilterName;
  value: string;
  isNegated: boolean;
}

/** The filters of a query, in their order. */
export function filtersOf(query: string): Filter[] {
  return wordsOf(query).flatMap(([from, to]) => {
    const word = query.slice(from, to);
    const name = FILTER.exec(word)?.[1]?.toLowerCase();
    if (name === undefined) return [];
    const value = word.slice(word.indexOf(':') + 1).replace(/^(["'])(.*)\1$/s, '$2');
    return [{ name: NAMES[name as keyof typeof NAMES], value, isNegated: /^[-!]/.test(word) }];
  });
}

/** What kind of thing a query looks for: the value of its last `type:`. */
export function typeOf(query: string): string {
  return filtersOf(query).findLast(({ name }) => name === 'type')?.value ?? 'text';
}

/** The filter that has the terms read as a pattern of code. */
export const STRUCTURAL = 'type:structural';

/** Whether a query has a filter, as it is written. */
export function hasFilter(query: string, filter: string): boolean {
  return wordsOf(query).some(([from, to]) => query.slice(from, to) === filter);
}

/** A query with a filter more, or without it if it is there. */
export function withFilter(query: string, filter: string): string {
  const word = wordsOf(query).find(([from, to]) => query.slice(from, to) === filter);
  if (!word) return `${query.trimEnd()} ${filter}`.trimStart();
  const [before, after] = [query.slice(0, word[0]), query.slice(word[1]).trimStart()];
  return after === '' ? before.trimEnd() : before + after;
}

/** The filter for a folder: its path from the root, as an expression. */
export function folderFilter(folder: string): string {
  return `file:^${escapeRegex(folder).replaceAll(' ', '\\s')}`;
}

/** How the terms of a query are looked for. */
export interface Way {
  /** What is looked for, without the signs that say how. */
  text: string;
  /** All of it is one regular expression. */
  isRegex: boolean;
  /** Whole words only. */
  isWord: boolean;
}

/** The way of some terms; none where several things are looked for, each in its own way. */
export function wayOf(terms: string): Way | undefined {
  if (isPlain(terms)) return { text: terms, isRegex: false, isWord: false };
  const literals = terms.split(' ').map((word) => literalOf(expressionOf(word)));
  if (literals.every((one) => one !== undefined))
    return { text: literals.join(' '), isRegex: false, isWord: true };
  const expression = expressionOf(terms);
  if (expression === undefined) return undefined;
  const word = /^\\b\(\?:(.*)\)\\b$/s.exec(expression)?.[1];
  return { text: word ?? expression, isRegex: true, isWord: word !== undefined };
}

/** The terms that say this way. */
export function termsOf({ text, isRegex, isWord }: Way): string {
  const written = (expression: string) => `/${expression.replaceAll('/', '\\/')}/`;
  if (isRegex) return text === '' ? '' : written(isWord ? `\\b(?:${text})\\b` : text);
  if (!isWord) return text;
  const words = text.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => written(`\\b${escapeRegex(word)}\\b`)).join(' ');
}

function expressionOf(term: string): string | undefined {
  return /^\/((?:\\.|[^/\\])+)\/$/s.exec(term)?.[1]?.replaceAll('\\/', '/');
}

/** The word that an expression stands for, if it is one that stands for a whole word. */
function literalOf(expression: string | undefined): string | undefined {
  const word = /^\\b(.+)\\b$/s.exec(expression ?? '')?.[1];
  const literal = word?.replace(/\\([^\w\s])/g, '$1');
  return literal !== undefined && isPlain(literal) && escapeRegex(literal) === word ? literal : undefined;
}

/** Whether text stands for itself: one thing, without quotes and words that join. */
function isPlain(text: string): boolean {
  return !/["']|^\/|\b(?:AND|OR|NOT)\b|(?:^|\s)[-(]/.test(text);
}

/** Whether something may be a pattern of code: it has metavariables, or dots where arguments stand. */
export function looksStructural(terms: string): boolean {
  return /(?:^|[^\w\\$])\${1,3}[A-Z_][A-Z0-9_]*\b(?!\()|[([,{]\s*\.\.\.|\.\.\.\s*[)\],}]|\$\$\$/.test(terms);
}

const escapeRegex = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
