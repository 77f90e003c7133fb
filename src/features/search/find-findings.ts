/** `type:finding`: findings of the last scan whose message, rule, path or code has the words, as matches. */
import type { FindingRow, FoundFile, TextAnswer } from '../../../workers/protocol';
import { store } from '../../data';
import { findingQuery } from '../../share';

/** Rejects with `bad-query` if a filter means nothing here. */
export async function findFindings(projectId: number, query: string): Promise<TextAnswer> {
  const start = performance.now();
  const { text, languages, notLanguages, fits, count } = findingQuery(query);
  const filter = { projectId, text, languages, not: { languages: notLanguages } };
  const { ids } = await store.query('findingsView', { filter, groupBy: 'none', sortBy: 'path' });
  const rows = await store.query('findingRows', { projectId, ids: [...ids] });
  const found = rows.filter(({ path }) => fits(path));
  const answer = {
    files: byFile(found.slice(0, count)),
    total: found.length,
    whole: found.length <= count,
    excludesAll: [],
  };
  return {
    texts: 0,
    searchable: 0,
    elsewhere: 0,
    bytes: 0,
    elapsedMs: performance.now() - start,
    found: answer,
  };
}

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
