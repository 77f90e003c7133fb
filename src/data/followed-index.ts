/** The index worker, brought up to what the store has of the open project before it is asked. */
import { createSignal, untrack } from 'solid-js';
import { AssayError, type TextCount } from '../../workers/protocol';
import { createSetting, numberWithin } from '../kernel/settings';
import { memoryGb } from '../platform';
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

const MB = 1024 * 1024;
/** Assumed where the browser does not say how much memory there is. */
const USUAL_GB = 2;

/** Megabytes of memory that texts may take for searching; 0 is chosen by the machine's. */
export const [chosenSearchMb, setChosenSearchMb] = createSetting('search-mb', 0, numberWithin(0, 4096));

/** Megabytes that texts may take in fact: unless chosen a quarter of the memory, and at most 1 GB. A signal. */
export function searchMb(): number {
  return chosenSearchMb() || Math.min(1024, ((memoryGb() ?? USUAL_GB) * 1024) / 4);
}

const [textsInIndex, setTextsInIndex] = createSignal<TextCount>();

/** The texts that can be searched by now; undefined before anything was asked. A signal. */
export { textsInIndex };

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

/** What answers about a project depend on, in a word: answers from one state hold as long as it is the same. */
export function indexedState(): string {
  return `${untrack(version)} ${untrack(searchMb)}`;
}

/** Who cancels a question leaves the following to the next one. */
function follow(index: IndexClient, projectId: number): Followed {
  const state = `${projectId} ${indexedState()}`;
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
  setTextsInIndex(await index.followTexts(order, untrack(searchMb) * MB, NEVER));
  return order.revision;
}

const NEVER = new AbortController().signal;

function isOvertaken(error: unknown): boolean {
  return error instanceof AssayError && error.envelope.code === 'overtaken';
}
