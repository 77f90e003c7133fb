/** The index worker, brought up to what the store has of the open project before it is asked. */
import { createSignal } from 'solid-js';
import { AssayError } from '../../workers/protocol';
import { onStoreChange } from './backend';
import { type IndexClient, nextRevision, theMaker, withIndex } from './index-worker';

const READ = new Set(['files', 'texts', 'summaries', 'projects']);

/** Grows with each change of files, kept texts or summaries. */
let version = 0;
const [texts, setTexts] = createSignal(0);
onStoreChange(({ tables }) => {
  if (tables.some((table) => READ.has(table))) version += 1;
  if (tables.includes('texts')) setTexts((last) => last + 1);
});

/** Grows with each change of kept texts. A signal. */
export { texts as textsVersion };

interface Followed {
  state: string;
  revision: number;
}

/** What the worker of now was brought up to, or is being brought up to by a question of before. */
let last: { index: IndexClient; state: string; followed: Promise<Followed> } | undefined;

/**
 * Asks the index about a revision that has what the store has. Rejects with `overtaken` if that was cancelled; if another
 * one has asked in between it is asked again, since the project is the same.
 */
export async function askFollowed<T>(
  projectId: number,
  signal: AbortSignal,
  ask: (index: IndexClient, revision: number) => Promise<T>,
): Promise<T> {
  return withIndex(async (index) => {
    for (;;) {
      try {
        const { revision } = await follow(index, projectId);
        signal.throwIfAborted();
        return await ask(index, revision);
      } catch (error) {
        if (signal.aborted || !isOvertaken(error)) throw error;
        last = undefined;
      }
    }
  });
}

/** Who cancels a question leaves the following to the next one. */
function follow(index: IndexClient, projectId: number): Promise<Followed> {
  const state = `${projectId} ${version}`;
  if (last?.index === index && last.state === state) return last.followed;
  const followed = bringUp(index, projectId, state);
  const mine = { index, state, followed };
  last = mine;
  followed.catch(() => {
    if (last === mine) last = undefined;
  });
  return followed;
}

async function bringUp(index: IndexClient, projectId: number, state: string): Promise<Followed> {
  const order = { projectId, revision: nextRevision(), maker: await theMaker() };
  await index.follow(order, NEVER);
  await index.followTexts(order, NEVER);
  return { state, revision: order.revision };
}

const NEVER = new AbortController().signal;

function isOvertaken(error: unknown): boolean {
  return error instanceof AssayError && error.envelope.code === 'overtaken';
}
