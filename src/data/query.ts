/**
 * Live queries: a view names what it shows and is re-run when the store says that the answer may
 * have changed. One call per view is under way at a time, so a fast scan cannot pile up queries.
 */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import { type ErrorEnvelope, explain, type QueryName, type StoreQueries } from '../../workers/protocol';
import { onStoreChange, store } from './backend';
import { concerns, makeRunner } from './runner';

/** The latest answer of a query, undefined before the first one. */
export interface Query<T> {
  (): T | undefined;
  /** An answer is under way; the one before it still stands. */
  loading(): boolean;
  /** Why the last run failed; cleared by the next success. */
  error(): ErrorEnvelope | undefined;
}

const runners = new Set<{ hurry(): Promise<void> }>();

/** How long a cancelled run may still show what it has stored; ms. A list needs some more to fetch its rows. */
const SETTLE_MS = 40;
/** What shows findings as they come; how far a run got is told by the others in any case. */
const SHOWING_FINDINGS: readonly QueryName[] = ['findingsView', 'findingsOfFile', 'summary'];
let standsStillFrom = Number.POSITIVE_INFINITY;
const isSettling = () => standsStillFrom !== Number.POSITIVE_INFINITY;

/**
 * Shows what is stored by now at once, and then nothing more until `resumeQueries`: an answer that comes
 * late, because the machine is busy, is not shown unless a person asked for it anew.
 */
export function settleQueries(): void {
  standsStillFrom = performance.now() + SETTLE_MS;
  for (const runner of runners) void runner.hurry();
}

/** Brings all that is shown up to what is stored now, whatever the throttle says; settles when it is shown. */
export async function refreshQueries(): Promise<void> {
  await Promise.all([...runners].map((runner) => runner.hurry()));
}

/** Lets live queries follow the store again. */
export function resumeQueries(): void {
  standsStillFrom = Number.POSITIVE_INFINITY;
}

/**
 * Keeps the answer to a stored query current for as long as its owner lives.
 * `params` is reactive; undefined parks the query.
 */
export function createQuery<Q extends QueryName>(
  name: Q,
  params: Accessor<StoreQueries[Q]['params'] | undefined>,
): Query<StoreQueries[Q]['result']> {
  const [value, setValue] = createSignal<StoreQueries[Q]['result'] | undefined>(undefined, { equals: false });
  const [loading, setLoading] = createSignal(false);
  const [error, setError] = createSignal<ErrorEnvelope>();

  let asking: StoreQueries[Q]['params'] | undefined;
  /** The question was asked in the last moments of a cancelled run. */
  let isLast = false;
  let answered: StoreQueries[Q]['params'] | undefined;
  const runner = makeRunner<StoreQueries[Q]['params'], StoreQueries[Q]['result']>({
    ask: (asked) => {
      asking = asked;
      isLast = isSettling();
      return store.query(name, asked);
    },
    answered: (answer) => {
      const isRepeat = answered === asking;
      const isLate = isSettling() ? performance.now() > standsStillFrom : isLast;
      if (isRepeat && isLate && SHOWING_FINDINGS.includes(name)) return;
      answered = asking;
      setValue(() => answer);
      setError(undefined);
    },
    failed: (reason) => setError(explain(reason)),
    busy: setLoading,
  });
  createEffect(() => {
    const asked = params();
    if (asked === undefined) setValue(undefined);
    runner.ask(asked);
  });
  onCleanup(
    onStoreChange((change) => {
      if (concerns(change, name, params())) runner.again();
    }),
  );
  runners.add(runner);
  onCleanup(() => {
    runners.delete(runner);
    runner.stop();
  });
  return Object.assign(() => value(), { loading, error });
}
