/** Searches the kept texts of the open project in the index worker. */
import { AssayError, type ProjectIndexService, type TextAnswer } from '../../workers/protocol';
import type { Client } from '../../workers/rpc';
import { onStoreChange } from './backend';
import { nextRevision, theMaker, withIndex } from './index-worker';

/** Matches that are listed unless the query says how many. */
const MOST = 10_000;

/** Grows with each change of files or kept texts. */
let version = 0;
onStoreChange(({ tables }) => {
  if (tables.some((table) => table === 'files' || table === 'texts' || table === 'projects')) version += 1;
});

/** What the worker was last brought up to. */
let last: { index: Client<ProjectIndexService>; state: string; revision: number } | undefined;

/** Rejects with `bad-query` if the query cannot be read, and with `overtaken` if it was cancelled. */
export async function searchTexts(
  projectId: number,
  query: string,
  signal: AbortSignal,
): Promise<TextAnswer> {
  const maker = await theMaker();
  return withIndex(async (index) => {
    for (;;) {
      const state = `${projectId} ${version}`;
      if (last?.index !== index || last.state !== state) {
        const order = { projectId, revision: nextRevision(), maker };
        await index.follow(order, signal);
        await index.followTexts(order, signal);
        signal.throwIfAborted();
        last = { index, state, revision: order.revision };
      }
      try {
        return await index.search(last.revision, query, MOST, signal);
      } catch (error) {
        // A rule about the project has asked in between: it is another state, of the same texts.
        if (signal.aborted || !isOvertaken(error)) throw error;
        last = undefined;
      }
    }
  });
}

function isOvertaken(error: unknown): boolean {
  return error instanceof AssayError && error.envelope.code === 'overtaken';
}
