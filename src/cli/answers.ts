/** What each question about a project is answered with: as JSON, and as lines for people. */
import { type JoinedProject, search as searchTexts } from '../../workers/index';
import { AssayError, type FoundPlace, type SearchAnswer } from '../../workers/protocol';
import { UsageError } from './errors';

/** A question; which field counts depends on what is asked. */
export interface Question {
  at?: string;
  name?: string;
  query?: string;
  words?: string;
}

export interface Answer {
  json: unknown;
  lines: Iterable<string>;
  /** What the answer does not know of; a sentence each. */
  missing?: string[];
}

export interface Answerer {
  /** The question that the argument of the command stands for. */
  read(argument: string | undefined): Question;
  /** @param whole whether all files are known. */
  answer(project: JoinedProject, question: Question, whole: boolean): Answer | Promise<Answer>;
}

const symbols: Answerer = {
  read: () => ({}),
  answer(project, { name }) {
    const rows = project.symbols(name);
    const lines = rows.map(({ file, line, col, kind, container, name: own }) => {
      const full = container === '' ? own : `${container}.${own}`;
      return `${file}:${line}:${col} ${kind} ${full}`;
    });
    return { json: { symbols: rows }, lines };
  },
};

const search: Answerer = {
  read: (query) => ({ query: required(query, 'a query') }),
  async answer(project, { query }, whole) {
    const found = await searchTexts(project, required(query, 'a query'), {
      ...{ isOver: () => false, lookMs: Number.POSITIVE_INFINITY, onPart: () => {} },
    });
    if (!found) throw new AssayError({ code: 'internal', message: 'The search was not answered.' });
    const { total, structure } = found;
    const places = found.files.flatMap(({ path, matches }) => matches.map((match) => ({ path, ...match })));
    const matches = places.map(({ path, line, col, length, metavars }) => ({
      ...{ file: path, line, col, length },
      ...(structure && { metavars: metavars ?? {} }),
    }));
    const lines = places.map((one) => `${one.path}:${one.line}:${one.col}: ${one.text}${valuesOf(one)}`);
    const excluded = found.excludesAll.map((filter) => `No file passes ${filter}.`);
    return {
      json: { matches, total, whole: found.whole && whole, ...(structure && { structure }) },
      lines: [...lines, ...excluded],
      missing: missingIn(found),
    };
  },
};

/** What metavariables stand for, a column each. */
function valuesOf({ metavars = {} }: FoundPlace): string {
  const values = Object.entries(metavars).map(([name, value]) => `  $${name}=${value.replace(/\s+/g, ' ')}`);
  return values.join('');
}

/** Which files a pattern was not looked for in, or not to their end. */
function missingIn({ structure }: SearchAnswer): string[] {
  if (!structure || structure.unread === 0) return [];
  const { unread, files, examples } = structure;
  const said = examples.map(({ path, reason }) => `${path}: ${reason}`);
  return [`${unread} of ${files} files were not searched to their end.`, ...said];
}

const definition: Answerer = {
  read: (at) => ({ at: required(at, 'a place, FILE:LINE:COL,') }),
  answer(project, { at }) {
    const { file, line, col } = placeOf(required(at, 'a place'));
    const definitions = project.definitionsAt(file, line, col);
    const lines = definitions.map(
      (one) => `${one.file}:${one.line}:${one.col} ${one.kind} ${one.name}${guess(one.certain)}`,
    );
    return { json: { definitions }, lines };
  },
};

const refs: Answerer = {
  read(of) {
    const text = required(of, 'a place or a name');
    return isPlace(text) ? { at: text } : { name: text };
  },
  answer(project, { at, name }) {
    const references =
      at === undefined ? project.referencesTo(required(name, 'a name')) : usesAt(project, at);
    const lines = references.map(
      (one) => `${one.file}:${one.line}:${one.col} ${one.role}${guess(one.certain)}`,
    );
    return { json: { references }, lines };
  },
};

/** Results that are told of one question. */
const RESULTS = 20;

/** @param withComments whether comments say what things are about. @param byMeaning whether other words may say it. */
const askOf = (withComments: boolean, byMeaning: boolean): Answerer => ({
  read: (words) => ({ words: required(words, 'a question') }),
  async answer(project, { words }) {
    if (byMeaning) await project.knowMeanings();
    const results = project.ask(required(words, 'a question'), RESULTS, { withComments, byMeaning });
    const lines = results.map((one) => `${one.file}:${one.line} ${one.kind} ${one.name} (${one.why})`);
    return { json: { results }, lines };
  },
});

export const answerers = {
  symbols,
  search,
  definition,
  refs,
  ask: askOf(true, false),
  'ask without comments': askOf(false, false),
  'ask by meaning': askOf(true, true),
  'ask by meaning without comments': askOf(false, true),
} satisfies Record<string, Answerer>;

function usesAt(project: JoinedProject, at: string) {
  const { file, line, col } = placeOf(at);
  return project.referencesAt(file, line, col);
}

/** What is told of an answer that shares but the name. */
const guess = (certain: boolean) => (certain ? '' : ' (by its name alone)');

const PLACE = /^(?<file>.+):(?<line>[1-9]\d*):(?<col>[1-9]\d*)$/s;

const isPlace = (text: string) => PLACE.test(text);

/** Throws a usage error if it is none. */
export function placeOf(text: string): { file: string; line: number; col: number } {
  const { file, line, col } = PLACE.exec(text)?.groups ?? {};
  if (file === undefined) throw new UsageError(`${text} is no place; write FILE:LINE:COL.`);
  return { file: file.replace(/^\.\//, ''), line: Number(line), col: Number(col) };
}

function required(text: string | undefined, what: string): string {
  if (text === undefined) throw new UsageError(`Say ${what}, or name a file of queries with --batch.`);
  return text;
}
