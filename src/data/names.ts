/** Asks about names of the open project: where they are defined, where they are used, what a file is made of. */
import { createSignal } from 'solid-js';
import type { IndexQueries, IndexQuery, NamesAnswer } from '../../workers/protocol';
import { type AheadCount, type AskIndex, AskingAhead, type Guess } from './ahead';
import { askFollowed, indexedState, textsInIndex } from './followed-index';
import { currentProjectId } from './project';
import { isScanning } from './scan-state';

const askIndex: AskIndex = async (name, params, signal, onPart) => {
  const projectId = currentProjectId();
  if (projectId === undefined) return undefined;
  return askFollowed(projectId, signal, (index, revision) =>
    index.query(revision, name, params, signal, onPart),
  );
};

/** So long nobody asks anything before something is asked ahead; ms. */
const REST_MS = 150;

const [aheadCount, setAheadCount] = createSignal<AheadCount>({ asked: 0, ready: 0 });

/** How often an answer was there before it was asked for. A signal. */
export { aheadCount };

const ahead = new AskingAhead(
  {
    ask: askIndex,
    state: () => `${currentProjectId()} ${indexedState()}`,
    // Where texts stay in the store, a question may have to read them, and others wait behind it.
    isIdle: () => !isScanning() && textsInIndex()?.elsewhere === 0,
    onCount: setAheadCount,
  },
  REST_MS,
);

/** Rejects with `overtaken` if it was cancelled. Parts come as they are found; one that begins with 0 begins anew. */
export function askNames<Q extends IndexQuery>(
  name: Q,
  params: IndexQueries[Q]['params'],
  signal: AbortSignal,
  onPart?: (part: IndexQueries[Q]['part']) => void,
): Promise<NamesAnswer<IndexQueries[Q]['result']> | undefined> {
  return ahead.ask(name, params, signal, onPart);
}

/** Tells what may be asked next, in place of what the same one has guessed before: it is asked when nobody asks anything. */
export function guessNames(who: string, guesses: readonly Guess[]): void {
  ahead.guess(who, guesses);
}

/** Asks the index something else that somebody waits for. */
export function overtakeGuesses<T>(ask: () => Promise<T>): Promise<T> {
  return ahead.overtake(ask);
}

/** Whether an answer comes from all of the project. */
export function isWhole({ total, done, texts, searchable }: NamesAnswer<unknown>): boolean {
  return done >= total && searchable >= texts;
}
