/** `type:finding`: findings of the last scan whose message, rule, path or code has the words, as matches. */
import { AssayError, type FindingRow, type FoundFile, type TextAnswer } from '../../../workers/protocol';
import { store } from '../../data';
import { languageCalled } from '../../kernel/languages';
import { type Filter, filtersOf, partsOfQuery } from './query-text';

/** Findings that are listed. */
const MOST = 10_000;

/** Rejects with `bad-query` if a filter means nothing here. */
export async function findFindings(projectId: number, query: string): Promise<TextAnswer> {
  const start = performance.now();
  const filters = filtersOf(query);
  const languages = filters.filter(({ name }) => name === 'lang');
  const fits = filters.filter(({ name }) => name === 'file').map(pathTest);
  if (filters.some(({ name }) => name === 'symbol')) throw badQuery('`symbol:` has no meaning for findings');
  const filter = {
    projectId,
    text: partsOfQuery(query).terms.replaceAll('"', ''),
    languages: languages.filter(({ isNegated }) => !isNegated).map(languageOf),
    not: { languages: languages.filter(({ isNegated }) => isNegated).map(languageOf) },
  };
  const { ids } = await store.query('findingsView', { filter, groupBy: 'none', sortBy: 'path' });
  const rows = await store.query('findingRows', { projectId, ids: [...ids.subarray(0, MOST)] });
  const found = rows.filter(({ path }) => fits.every((test) => test(path)));
  const isWhole = ids.length <= MOST;
  const total = isWhole ? found.length : ids.length;
  const answer = { files: byFile(found), total, whole: isWhole, excludesAll: [] };
  return {
    texts: 0,
    searchable: 0,
    elsewhere: 0,
    bytes: 0,
    elapsedMs: performance.now() - start,
    found: answer,
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

const badQuery = (message: string) => new AssayError({ code: 'bad-query', message });

/** Rows come in the order of their paths. */
function byFile(rows: readonly FindingRow[]): FoundFile[] {
  const files: FoundFile[] = [];
  for (const { path, line, col, message } of rows) {
    const place = { line, col, length: 0, text: message, from: 0 };
    const last = files.at(-1);
    if (last?.path === path) last.matches.push(place);
    else files.push({ path, language: '', matches: [place] });
  }
  return files;
}
