/**
 * What other tabs change. The index of the open project cannot follow a commit that another tab made, so it is loaded
 * anew; while a scan goes on there, that may take no more than a small part of this tab's time.
 */
import { type ChangedRows, merge } from './changes';

/** Time between two reloads, in times of what the last one took. */
const REST = 10;
const SHORTEST_MS = 200;

export class ForeignChanges {
  readonly #apply: (change: ChangedRows) => void;
  readonly #costMs: () => number;
  #waiting: ChangedRows | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `apply` makes a change known here; `costMs` says how long it took to load what was forgotten then. */
  constructor(apply: (change: ChangedRows) => void, costMs: () => number) {
    this.#apply = apply;
    this.#costMs = costMs;
  }

  /** The first change after a quiet time is made known at once, others together. */
  hear(change: ChangedRows): void {
    this.#waiting = merge(this.#waiting, change);
    if (this.#timer === undefined) this.#flush();
  }

  #flush(): void {
    const change = this.#waiting;
    this.#waiting = undefined;
    this.#timer = undefined;
    if (change === undefined) return;
    this.#apply(change);
    // What the reload costs is known only after it.
    this.#timer = setTimeout(() => {
      const left = Math.max(0, this.#costMs() * REST - SHORTEST_MS);
      this.#timer = setTimeout(() => this.#flush(), left);
    }, SHORTEST_MS);
  }
}
