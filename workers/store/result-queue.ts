/**
 * Brings results into the database: what arrives during a transaction goes into the next one together, so that the
 * first finding is stored at once and the thousandth cheaply. Results of a run that has ended are dropped.
 */

import type { FileResult } from '../protocol';
import type { PreparedFile } from './prepared-file';
import type { Moving } from './writes/moves';

export interface LiveRun extends Moving {
  ruleSetHash: string;
  /** Set when it ends: nothing of it is stored from then on. */
  ended: boolean;
  /** Lets other tabs scan the project. */
  release(): void;
}

interface Batch {
  run: LiveRun;
  files: PreparedFile[];
  settle(stored: boolean): void;
  fail(error: unknown): void;
}

/** More than this waits for another transaction, to bound memory and the time until the next read. */
const MAX_FILES = 400;

export class ResultQueue {
  readonly #prepare: (run: LiveRun, results: readonly FileResult[]) => Promise<PreparedFile[]>;
  readonly #store: (run: LiveRun, files: PreparedFile[]) => Promise<void>;
  readonly #batches: Batch[] = [];
  #working = false;

  /** `prepare` makes results ready for their rows, `store` writes files of a run in one transaction. */
  constructor(
    prepare: (run: LiveRun, results: readonly FileResult[]) => Promise<PreparedFile[]>,
    store: (run: LiveRun, files: PreparedFile[]) => Promise<void>,
  ) {
    this.#prepare = prepare;
    this.#store = store;
  }

  /** Whether the results were stored; rejects if they could not be. */
  async put(run: LiveRun, results: readonly FileResult[]): Promise<boolean> {
    if (run.ended) return false;
    const files = await this.#prepare(run, results);
    return new Promise((settle, fail) => {
      this.#batches.push({ run, files, settle, fail });
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    while (this.#batches.length > 0) await this.#storeTogether(this.#takeTogether());
    this.#working = false;
  }

  /** The batches at the front that belong to one run. */
  #takeTogether(): Batch[] {
    const run = this.#batches[0]?.run;
    let files = 0;
    let count = 0;
    for (const batch of this.#batches) {
      files += batch.files.length;
      if (batch.run !== run || (count > 0 && files > MAX_FILES)) break;
      count += 1;
    }
    return this.#batches.splice(0, count);
  }

  async #storeTogether(batches: Batch[]): Promise<void> {
    const run = batches[0]?.run;
    if (!run || run.ended) {
      for (const batch of batches) batch.settle(false);
      return;
    }
    const files = batches.flatMap((batch) => batch.files);
    try {
      await this.#store(run, files);
      for (const batch of batches) batch.settle(true);
    } catch (error) {
      for (const batch of batches) {
        if (run.ended) batch.settle(false);
        else batch.fail(error);
      }
    }
  }
}
