/** Makes the summaries of many files with some of the pool's workers, and replaces those that die in it. */
import type { ErrorEnvelope, SummariseOrder } from '../protocol';
import { isDeath, type PoolWorker } from './pool-worker';

/** Files that a worker is given at a time: few, so that a worker that dies takes few with it. */
const FILES = 16;
/** How long after a cancel a worker may go on. */
const CANCEL_MS = 100;
/** Beside a file's budget: time for what happens around it. */
const GRACE_MS = 2000;

const CANCELLED: ErrorEnvelope = { code: 'cancelled', message: 'The indexing was stopped.' };

export interface SummariseRun {
  order: SummariseOrder;
  /** What is left to do; workers take from its end. */
  paths: string[];
  /** Told how many files were done. */
  progress: (files: number) => void;
  signal: AbortSignal;
}

/** Works on the paths until there are none, or shortly after the cancel. */
export async function summariseWith(worker: PoolWorker, run: SummariseRun): Promise<void> {
  const { signal } = run;
  let isOver = false;
  const cancel = () => setTimeout(() => !isOver && worker.end(CANCELLED), CANCEL_MS);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    while (!signal.aborted && run.paths.length > 0) {
      const paths = run.paths.splice(-FILES);
      await summariseSome(worker, run, paths);
      run.progress(paths.length);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    isOver = true;
    signal.removeEventListener('abort', cancel);
  }
}

/** Where a worker dies, the files are tried one by one, and the one that does it is noted as having no summaries. */
async function summariseSome(worker: PoolWorker, run: SummariseRun, paths: string[]): Promise<void> {
  const { order, signal } = run;
  const limitMs = order.fileBudgetMs + GRACE_MS;
  try {
    await withOwnSignal(signal, (own) =>
      worker.call(limitMs, ({ service }) => service.summarise(order, paths, own)),
    );
  } catch (error) {
    if (!isDeath(error) || signal.aborted) throw error;
    const [only] = paths;
    if (paths.length > 1) for (const path of paths) await summariseSome(worker, run, [path]);
    else if (only !== undefined) {
      await worker.call(limitMs, ({ service }) => service.failSummaries(order, only));
    }
  }
}

/** A signal that crosses a border is listened to from then on: one that outlives many calls would gather listeners. */
async function withOwnSignal<T>(signal: AbortSignal, work: (own: AbortSignal) => Promise<T>): Promise<T> {
  const own = new AbortController();
  const forward = () => own.abort();
  signal.addEventListener('abort', forward, { once: true });
  try {
    return await work(own.signal);
  } finally {
    signal.removeEventListener('abort', forward);
  }
}
