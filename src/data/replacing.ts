/**
 * Replaces code of a form in many files: a search says where it is, each file is changed by the engine in the dialect that the
 * search reads the pattern in, and all is shown for review before it is written.
 */
import { AssayError, DEFAULT_ANALYSIS_OPTIONS, type FixedFile } from '../../workers/protocol';
import { faultOfRewrite } from '../share';
import { store } from './backend';
import { pool } from './engine';
import { type Following, needFiles } from './fixes';
import { currentProjectId } from './project';
import { needSaved } from './refactoring';
import { startReview } from './review';
import { searchTexts } from './search';
import { leftIn, unsearched } from './unreplaced';

export interface Replacement {
  /** The search that finds the code, with its filters. */
  query: string;
  /** The pattern in it. */
  pattern: string;
  /** What takes its place, with the metavariables of the pattern. */
  rewrite: string;
}

/** Shows what a replacement changes; false where there is nothing to be replaced. Nothing is written yet. */
export async function reviewReplacement(
  { query, pattern, rewrite }: Replacement,
  { signal, progress }: Following,
): Promise<boolean> {
  const projectId = currentProjectId();
  if (projectId === undefined) return false;
  const fault = faultOfRewrite(pattern, rewrite);
  if (fault !== undefined) throw new AssayError({ code: 'bad-rewrite', message: fault });
  await needFiles();
  const answer = await searchTexts(projectId, query, signal);
  const found = answer.found.files;
  needSaved(found.map(({ path }) => path));
  const choice = { kind: 'rewrite' as const, pattern, rewrite };
  const files: FixedFile[] = [];
  for (const { path } of found) {
    if (signal.aborted) return false;
    if (found.length > 1) progress(files.length, found.length);
    const row = await store.query('file', { projectId, path });
    const order = { path, choice, options: DEFAULT_ANALYSIS_OPTIONS };
    files.push(await pool.fix({ ...order, ...(row?.hash && { hash: row.hash }) }));
  }
  const warnings = [...leftIn(found, files), ...unsearched(answer)];
  if (signal.aborted || (files.length === 0 && warnings.length === 0)) return false;
  await startReview({ title: `Replace ${pattern} by ${rewrite}`, files, isWhole: true, warnings });
  return true;
}
