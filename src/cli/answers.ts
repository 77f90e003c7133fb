/** What each question about a project is answered with: as JSON, and as lines for people. */
import type { JoinedProject } from '../../workers/index';
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
}

export interface Answerer {
  /** The question that the argument of the command stands for. */
  read(argument: string | undefined): Question;
  /** @param whole whether all files are known. */
  answer(project: JoinedProject, question: Question, whole: boolean): Answer;
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
  answer(project, { query }, whole) {
    const found = project.search(required(query, 'a query'), () => false);
    const places = found.files.flatMap(({ path, matches }) => matches.map((match) => ({ path, ...match })));
    const matches = places.map(({ path, line, col, length }) => ({ file: path, line, col, length }));
    const lines = places.map(({ path, line, col, text }) => `${path}:${line}:${col}: ${text}`);
    const excluded = found.excludesAll.map((filter) => `No file passes ${filter}.`);
    return {
      json: { matches, total: found.total, whole: found.whole && whole },
      lines: [...lines, ...excluded],
    };
  },
};

export const answerers = { symbols, search } satisfies Record<string, Answerer>;

function required(text: string | undefined, what: string): string {
  if (text === undefined) throw new UsageError(`Say ${what}, or name a file of queries with --batch.`);
  return text;
}
