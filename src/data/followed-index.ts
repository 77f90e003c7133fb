/** The index worker, brought up to what the store has of the open project before it is asked. */
import { createSignal, untrack } from 'solid-js';
import { AssayError } from '../../workers/protocol';
import { onStoreChange } from './backend';
import { type IndexClient, nextRevision, theMaker, withIndex } from './index-worker';

const READ = new Set(['files', 'texts', 'summaries', 'projects']);

const [version, setVersion] = createSignal(0);
const [texts, setTexts] = createSignal(0);
onStoreChange(({ tables }) => {
  if (tables.some((table) => READ.has(table))) setVersion((last) => last + 1);
  if (tables.includes('texts')) setTexts((last) => last + 1);
});

/** Grows with each change of files, kept texts or summaries: answers about names may be others then. A signal. */
/** Grows with each change of kept texts. A signal. */
export { texts as textsVersion, version as namesVersion };

/** A state of a project that the worker was brought up to, or is being brought up to, and its number. */
interface Followed {
  index: IndexClient;
  state: string;
  revision: Promise<number>;
}

/** The latest; all who ask share it, so that none overtakes the other. */
let last: Followed | undefined;

/**
 * Asks the index about a revision that has what the store has. Rejects with `overtaken` if that was cancelled; if another
 * one has asked in between it is asked again, since the project is the same.
 */
export function askFollowed<T>(
  projectId: number,
  signal: AbortSignal,
  ask: (index: IndexClient, revision: number) => Promise<T>,
): Promise<T> {
  return withIndex((index) => askUntilCurrent(index, projectId, signal, ask));
}

/** The same about what the store has at this moment: news of a change may still be on their way. */
export function askFresh<T>(
  projectId: number,
  signal: AbortSignal,
  ask: (index: IndexClient, revision: number) => Promise<T>,
): Promise<T> {
  return withIndex((index) => {
    last = undefined;
    return askUntilCurrent(index, projectId, signal, ask);
  });
}

async function askUntilCurrent<T>(
  index: IndexClient,
  projectId: number,
  signal: AbortSignal,
  ask: (index: IndexClient, revision: number) => Promise<T>,
): Promise<T> {
  for (;;) {
    const followed = follow(index, projectId);
    try {
      const revision = await followed.revision;
      signal.throwIfAborted();
      return await ask(index, revision);
    } catch (error) {
      if (signal.aborted || !isOvertaken(error)) throw error;
      if (last === followed) last = undefined;
    }
  }
}

/** Who cancels a question leaves the following to the next one. */
function follow(index: IndexClient, projectId: number): Followed {
  const state = `${projectId} ${untrack(version)}`;
  if (last?.index === index && last.state === state) return last;
  const followed: Followed = { index, state, revision: bringUp(index, projectId) };
  last = followed;
  followed.revision.catch(() => {
    if (last === followed) last = undefined;
  });
  return followed;
}

async function bringUp(index: IndexClient, projectId: number): Promise<number> {
  const order = { projectId, revision: nextRevision(), maker: await theMaker() };
  await index.follow(order, NEVER);
  await index.followTexts(order, NEVER);
  return order.revision;
}

const NEVER = new AbortController().signal;

function isOvertaken(error: unknown): boolean {
  return error instanceof AssayError && error.envelope.code === 'overtaken';
}
