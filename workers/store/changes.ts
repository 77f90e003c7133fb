/** Tells subscribers what commits changed: at once after a quiet time, and else a few times a second for many commits. */

import type { StoreChange, TableName } from '../protocol';
import type { Channel } from './host';
import { queriesReading } from './queries';

/** Commits within this time of the last report are told of together; ms. */
const QUIET_MS = 60;

/** What travels between tabs: the same without the queries, which each version knows for itself. */
export interface ChangedRows {
  tables: TableName[];
  projectId?: number;
}

export class Changes {
  readonly #listeners: ((change: StoreChange) => void)[] = [];
  readonly #channel: Channel;
  #waiting: ChangedRows | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  subscribe(listener: (change: StoreChange) => void): void {
    this.#listeners.push(listener);
  }

  /** After a commit of this tab. */
  committed(tables: TableName[], projectId?: number): void {
    this.#waiting = merge(this.#waiting, { tables, projectId });
    if (this.#timer === undefined) this.#report();
  }

  /** After another tab said so. */
  tell({ tables, projectId }: ChangedRows): void {
    const change: StoreChange = { tables, queries: queriesReading(tables) };
    if (projectId !== undefined) change.projectId = projectId;
    for (const listener of this.#listeners) listener(change);
  }

  #report(): void {
    const change = this.#waiting;
    this.#waiting = undefined;
    this.#timer = undefined;
    if (!change) return;
    this.#timer = setTimeout(() => this.#report(), QUIET_MS);
    this.#channel.post({ kind: 'changed', change });
    this.tell(change);
  }
}

/** Two changes as one. */
export function merge(a: ChangedRows | undefined, b: ChangedRows): ChangedRows {
  if (!a) return b;
  const tables = [...new Set([...a.tables, ...b.tables])];
  return a.projectId === b.projectId ? { tables, projectId: a.projectId } : { tables };
}
