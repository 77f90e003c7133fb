/** One worker's part in a run, with what is done when the worker dies in it. */
import type {
  AnalysisOptions,
  AnalysisProgress,
  AssayError,
  ErrorEnvelope,
  Problem,
  RuleCost,
} from '../protocol';
import { isDeath, type PoolWorker } from './pool-worker';
import { addProgress, noProgress } from './progress';

export interface RunOrder {
  revision: number;
  options: AnalysisOptions;
  signal: AbortSignal;
  /** Told when the progress has changed. */
  tell: () => void;
}

/** How long after a cancel a worker may go on. */
const CANCEL_MS = 100;
/** Beside a file's budget: time for what happens around the check. */
const GRACE_MS = 2000;
/** A retry has twice the budget; see `AnalysisService.retry`. */
const RETRY_BUDGET = 2;
/** Rules that are left out one after the other, until the file is given up. */
const MAX_CULPRITS = 3;

const CANCELLED: ErrorEnvelope = { code: 'cancelled', message: 'The scan was cancelled.' };

/** What is told of a file that a worker died on. */
function problemOf(error: AssayError, path: string, ruleId: string | undefined): Problem {
  const isStuck = error.envelope.code === 'worker-stuck';
  const what = ruleId === undefined ? 'The analysis' : `The rule ${ruleId}`;
  return {
    kind: isStuck ? 'timed-out' : 'crashed',
    message: isStuck
      ? `${what} did not finish on this file and was stopped.`
      : `${what} crashed the engine on this file.`,
    help:
      ruleId === undefined
        ? 'Exclude the file, or report the problem with the file attached.'
        : 'All other rules were applied. Simplify the rule or turn it off.',
    path,
    ...(ruleId === undefined ? {} : { ruleId }),
  };
}

export class PoolRun {
  /** What ended workers and retries have done. */
  readonly #done = noProgress();
  /** What the current worker has done. */
  #current = noProgress();
  #isOver = false;
  /** What each rule has cost, told by the worker that came to the end. */
  costs: RuleCost[] = [];

  constructor(
    readonly worker: PoolWorker,
    readonly order: RunOrder,
  ) {}

  total(): AnalysisProgress {
    const total = noProgress();
    addProgress(total, this.#done);
    addProgress(total, this.#current);
    return total;
  }

  /** Settles when the intake has no more files, or shortly after the cancel. */
  async work(): Promise<void> {
    const { signal } = this.order;
    const cancel = () => setTimeout(() => !this.#isOver && this.worker.end(CANCELLED), CANCEL_MS);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      while (!signal.aborted && !(await this.#pass()));
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#isOver = true;
      signal.removeEventListener('abort', cancel);
    }
  }

  /** Lets a worker pull until the end; false if it died, and others have tried again what it left. */
  async #pass(): Promise<boolean> {
    const { revision, options, signal } = this.order;
    let consumer = 0;
    try {
      this.costs = await this.worker.call(options.fileBudgetMs + GRACE_MS, (ready) => {
        consumer = ready.consumer;
        return ready.service.run(revision, consumer, options, (now) => this.#advance(now), signal);
      });
      this.#retire();
      return true;
    } catch (error) {
      if (!isDeath(error) || signal.aborted) throw error;
      const lost = (await this.worker.host.handedOut(revision, consumer)).slice(this.#current.files);
      this.#retire();
      if (lost.length === 0) throw error;
      for (const path of lost) await this.#retry(path);
      return false;
    }
  }

  #advance(now: AnalysisProgress): void {
    if (this.#isOver) return;
    this.#current = now;
    this.order.tell();
  }

  #retire(): void {
    addProgress(this.#done, this.#current);
    this.#current = noProgress();
  }

  /** Tries one file on its own: without the rules that kill workers, or not at all if it is none of them. */
  async #retry(path: string): Promise<void> {
    const { revision, options, signal } = this.order;
    const limitMs = options.fileBudgetMs * RETRY_BUDGET + GRACE_MS;
    const culprits: string[] = [];
    let problem: Problem | undefined;
    while (!signal.aborted) {
      let ruleId: string | undefined;
      const step = (id: string) => {
        ruleId = id;
      };
      try {
        const done = await this.worker.call(limitMs, ({ service }) =>
          service.retry(revision, path, options, culprits, problem, step),
        );
        addProgress(this.#done, done);
        this.order.tell();
        return;
      } catch (error) {
        if (!isDeath(error)) throw error;
        const isSuspect =
          ruleId !== undefined && !culprits.includes(ruleId) && culprits.length < MAX_CULPRITS;
        // Where leaving rules out does not help, none of them is to blame, and none of the others was applied.
        problem = problemOf(error, path, isSuspect ? ruleId : undefined);
        if (!isSuspect || ruleId === undefined) break;
        culprits.push(ruleId);
      }
    }
    if (problem) await this.#giveUp(path, problem);
  }

  async #giveUp(path: string, problem: Problem): Promise<void> {
    const { revision, options, tell } = this.order;
    await this.worker.call(options.fileBudgetMs + GRACE_MS, ({ service }) =>
      service.fail(revision, path, problem),
    );
    this.#done.files++;
    tell();
  }
}
