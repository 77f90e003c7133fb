/** Searches the kept texts of the open project in the index worker. */
import type { SearchPart, TextAnswer } from '../../workers/protocol';
import { askFollowed } from './followed-index';
import { overtakeGuesses } from './names';

/** Matches that are listed unless the query says how many. */
const MOST = 10_000;

/**
 * Rejects with `bad-query` if the query cannot be read, and with `overtaken` if it was cancelled. Parts come as they are
 * found; one that begins with 0 begins anew.
 */
export function searchTexts(
  projectId: number,
  query: string,
  signal: AbortSignal,
  onPart?: (part: SearchPart) => void,
): Promise<TextAnswer> {
  return overtakeGuesses(() =>
    askFollowed(projectId, signal, (index, revision) => index.search(revision, query, MOST, signal, onPart)),
  );
}
