/**
 * The analysis workers as one: shares rules and grammars with them, runs a scan on all, and replaces those
 * that die or hang, so that only the file that did it is marked.
 */
import type {
  AnalysisInfo,
  AnalysisOptions,
  AnalysisProgress,
  AnalysisService,
  ErrorEnvelope,
  FixedFile,
  FixOrder,
  LoadedRules,
  Problem,
  RuleChoice,
  RuleCost,
  SummariseOrder,
  TextStyle,
  WorkshopService,
} from '../protocol';
import type { Client } from '../rpc';
import { addCosts } from './costs';
import { shareGrammars } from './grammars';
import type { PoolHost } from './host';
import { PoolWorker } from './pool-worker';
import { addProgress, noProgress } from './progress';
import { PoolRun } from './run';
import { summariseWith } from './summarise';

const CLOSED: ErrorEnvelope = { code: 'pool-closed', message: 'The analysis has been shut down.' };

/** What came of a run. */
export interface PoolRunResult extends AnalysisProgress {
  /** What each rule has cost, over all workers. */
  costs: RuleCost[];
}

/** How long a worker may be silent that is asked for something small. */
const CALL_MS = 20_000;

/** For calls outside of a run: a check of one text. */
const CHECK_GRACE_MS = 2000;

export class Pool {
  readonly #workers: PoolWorker[];

  constructor(host: PoolHost, size: number) {
    const shared = { ...host, loadGrammar: shareGrammars(host.loadGrammar) };
    this.#workers = Array.from({ length: size }, () => new PoolWorker(shared));
  }

  get size(): number {
    return this.#workers.length;
  }

  /** Starts all workers before there are rules; who needs one later hears what kept it from starting. */
  start(): void {
    for (const worker of this.#workers) worker.start().catch(() => {});
  }

  /** Gives these rules to the first worker, which is started for it, to those that are there, and to those that start later. */
  async loadRules(choice: RuleChoice): Promise<LoadedRules> {
    const [loaded] = await Promise.all(
      this.#workers.map((worker, at) =>
        at === 0 || worker.isStarted
          ? worker.loadRules({ choice, describes: at === 0 })
          : worker.keepRules({ choice, describes: false }),
      ),
    );
    return loaded as LoadedRules;
  }

  /** The analyses that tell something of each file. */
  analyses(): Promise<AnalysisInfo[]> {
    return this.#first.call(CALL_MS, ({ service }) => service.analyses());
  }

  /** Loads the grammars of these languages and compiles their rules; returns what is wrong with them. */
  compileRules(languages: string[]): Promise<Problem[]> {
    return this.#first.call(Number.POSITIVE_INFINITY, ({ service }) => service.compileRules(languages));
  }

  /** Checks one text with the loaded rules. Returns UTF-8 JSON of a `FileReport`. */
  check(path: string, bytes: Uint8Array, options: AnalysisOptions): Promise<Uint8Array<ArrayBuffer>> {
    const limitMs = options.fileBudgetMs + CHECK_GRACE_MS;
    return this.#first.call(limitMs, ({ service }) => service.check(path, bytes, options));
  }

  /** Does something for the rule workshop; rules that take too long end the worker, and are told. */
  shop<T>(work: (service: WorkshopService) => Promise<T>): Promise<T> {
    return this.#first.call(CALL_MS, ({ service }) => work(service));
  }

  /** What a file becomes by fixes, with the loaded rules. */
  fix(order: FixOrder): Promise<FixedFile> {
    return this.#first.call(Number.POSITIVE_INFINITY, ({ service }) => service.fix(order));
  }

  /** How a file is to be written, as `.editorconfig` files say. */
  style(path: string): Promise<TextStyle> {
    return this.#first.call(Number.POSITIVE_INFINITY, ({ service }) => service.style(path));
  }

  /**
   * Analyses what the intake hands out under this revision, with all workers, until there is no more.
   * `progress` is the sum over all of them. When `signal` aborts, it settles within about 100 ms: workers
   * that are still busy then are ended, and started again when they are needed. It rejects with what one worker could
   * not go on from, when the others have stopped too: a run that follows must find them free.
   */
  async run(
    revision: number,
    options: AnalysisOptions,
    progress: (progress: AnalysisProgress) => void,
    signal: AbortSignal,
  ): Promise<PoolRunResult> {
    const runs: PoolRun[] = [];
    const sum = () => {
      const total = noProgress();
      for (const run of runs) addProgress(total, run.total());
      return total;
    };
    const tell = () => progress(sum());
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    for (const worker of this.#workers) {
      runs.push(new PoolRun(worker, { revision, options, signal: both, tell }));
    }
    await allOrNone(
      runs.map((run) => run.work()),
      () => stop.abort(),
    );
    return { ...sum(), costs: addCosts(runs.flatMap((run) => run.costs)) };
  }

  /** Has all workers send the summaries that the last run made on the way. */
  async putSummaries(projectId: number, engine: string, signal: AbortSignal): Promise<void> {
    const put = ({ service }: { service: Client<AnalysisService> }) =>
      service.putSummaries(projectId, engine, signal);
    await Promise.all(this.#workers.map((worker) => worker.call(Number.POSITIVE_INFINITY, put)));
  }

  /**
   * Makes the summaries of these files, with half of the workers: it is in no hurry, and whoever has a text checked
   * meanwhile should not wait. When `signal` aborts, it settles within about 100 ms, as a run does.
   */
  async summarise(
    order: SummariseOrder,
    paths: readonly string[],
    progress: (files: number) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const stop = new AbortController();
    const both = AbortSignal.any([signal, stop.signal]);
    const run = { order, paths: [...paths].reverse(), progress, signal: both };
    const workers = this.#workers.slice(-Math.ceil(this.#workers.length / 2));
    await allOrNone(
      workers.map((worker) => summariseWith(worker, run)),
      () => stop.abort(),
    );
  }

  /** Ends all workers. */
  close(): void {
    for (const worker of this.#workers) worker.end(CLOSED);
  }

  get #first(): PoolWorker {
    return this.#workers[0] as PoolWorker;
  }
}

/** Settles when all have; the first failure stops the others, and is what it rejects with. */
async function allOrNone(works: Promise<void>[], stop: () => void): Promise<void> {
  let failure: { reason: unknown } | undefined;
  const fail = (reason: unknown) => {
    failure ??= { reason };
    stop();
  };
  await Promise.all(works.map((work) => work.catch(fail)));
  if (failure) throw failure.reason;
}
