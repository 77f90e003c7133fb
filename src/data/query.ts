/**
 * Live queries: a view names what it shows and is re-run when the store says that the answer may
 * have changed. One call per view is under way at a time, so a fast scan cannot pile up queries.
 */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import type { ErrorEnvelope, QueryName, StoreQueries } from '../../workers/protocol';
import { explain } from '../kernel/notices';
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

  const runner = makeRunner<StoreQueries[Q]['params'], StoreQueries[Q]['result']>({
    ask: (asked) => store.query(name, asked),
    answered: (answer) => {
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
  onCleanup(() => runner.stop());
  return Object.assign(() => value(), { loading, error });
}
