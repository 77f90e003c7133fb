/**
 * Rows of the list by id, fetched for the window on the screen and a little around it. One call is
 * under way at a time and the latest window wins, so fast scrolling asks for what is seen, not for all
 * that was passed.
 */
import { createSignal } from 'solid-js';
import type { FindingRow } from '../../../workers/protocol';

/** Rows fetched beyond either end of the window. */
const PREFETCH = 60;
/** Rows kept; a row is about 500 bytes. */
const KEPT = 10_000;

export interface RowCache {
  /** The row, or undefined while it is on its way; reactive. */
  row(id: number): FindingRow | undefined;
  /** Asks for the ids from `first` to `last` and some around them. */
  want(ids: Uint32Array, first: number, last: number): void;
  /** Forgets all rows: they are of other findings. */
  clear(): void;
  /** Has all rows fetched anew when they are next wanted, and shows them as they were until then: findings keep their ids. */
  renew(): void;
  /** Why the last call failed; reactive. */
  error(): unknown;
}

export function createRowCache(fetchRows: (ids: number[]) => Promise<FindingRow[]>): RowCache {
  const rows = new Map<number, FindingRow>();
  const fresh = new Set<number>();
  const [version, setVersion] = createSignal(0);
  const [error, setError] = createSignal<unknown>();
  let wanted: number[] = [];
  let busy = false;
  let generation = 0;
  let renewals = 0;

  async function run() {
    busy = true;
    while (wanted.length > 0) {
      const asked = wanted;
      const [of, since] = [generation, renewals];
      wanted = [];
      try {
        const fetched = await fetchRows(asked);
        if (of === generation) keep(fetched, since === renewals);
        setError(undefined);
      } catch (reason) {
        setError(reason);
      }
    }
    busy = false;
  }

  function keep(fetched: FindingRow[], areFresh: boolean) {
    for (const row of fetched) {
      rows.set(row.id, row);
      if (areFresh) fresh.add(row.id);
    }
    for (const id of rows.keys()) {
      if (rows.size <= KEPT) break;
      rows.delete(id);
      fresh.delete(id);
    }
    setVersion((n) => n + 1);
  }

  return {
    row(id) {
      version();
      return rows.get(id);
    },
    want(ids, first, last) {
      const window = (margin: number) =>
        [...ids.subarray(Math.max(0, first - margin), last + 1 + margin)].filter((id) => !fresh.has(id));
      // Only a hole in what is seen makes a call; the call then fills the surroundings too.
      const near = window(PREFETCH / 2);
      if (near.length === 0) return;
      wanted = window(PREFETCH);
      if (!busy) void run();
    },
    renew() {
      fresh.clear();
      renewals++;
    },
    clear() {
      rows.clear();
      fresh.clear();
      generation++;
      setVersion((n) => n + 1);
    },
    error,
  };
}
