/** Asks about names of the open project: where they are defined, where they are used, what a file is made of. */
import type { IndexQueries, IndexQuery, NamesAnswer } from '../../workers/protocol';
import { askFollowed } from './followed-index';
import { currentProjectId } from './project';

/** Rejects with `overtaken` if it was cancelled. Parts come as they are found; one that begins with 0 begins anew. */
export async function askNames<Q extends IndexQuery>(
  name: Q,
  params: IndexQueries[Q]['params'],
  signal: AbortSignal,
  onPart?: (part: IndexQueries[Q]['part']) => void,
): Promise<NamesAnswer<IndexQueries[Q]['result']> | undefined> {
  const projectId = currentProjectId();
  if (projectId === undefined) return undefined;
  return askFollowed(projectId, signal, (index, revision) =>
    index.query(revision, name, params, signal, onPart),
  );
}

/** Whether an answer comes from all of the project. */
export function isWhole({ total, done, texts, searchable }: NamesAnswer<unknown>): boolean {
  return done >= total && searchable >= texts;
}
