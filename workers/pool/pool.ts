/**
 * The analysis workers as one: shares rules and grammars with them, runs a scan on all, and replaces those
 * that die or hang, so that only the file that did it is marked.
 */
import type {
  AnalysisOptions,
  AnalysisProgress,
  AnalysisService,
  ErrorEnvelope,
  LoadedRules,
  LoadGrammar,
  Problem,
  RuleCost,
  RuleSource,
} from '../protocol';
import type { WorkerHandle } from '../rpc';
import { addCosts } from './costs';
import { shareGrammars } from './grammars';
import { addProgress, Member, noProgress } from './member';
import { PoolRun } from './run';

/** What the pool needs of the page or the command line. */
export interface PoolHost {
  /** A new analysis worker. */
  spawn(): WorkerHandle<AnalysisService>;
  /** The compiled engine; the same one every time. */
  engine(): Promise<WebAssembly.Module>;
  loadGrammar: LoadGrammar;
  /** A new port to the intake, and one to the store. */
  sourcePort(): Promise<MessagePort>;
  sinkPort(): Promise<MessagePort>;
  /** Another answer than before: the intake or the store is a new one, and the ports to the old one lead nowhere. */
  sourceId?(): unknown;
  sinkId?(): unknown;
  /** Asks the intake which files a worker that died was given. */
  handedOut(revision: number, taker: number): Promise<string[]>;
}

export interface RuleSet {
  sources: RuleSource[];
  disabled: string[];
  /** Whether the worker is to say what is in them. */
  describes: boolean;
}

const CLOSED: ErrorEnvelope = { code: 'pool-closed', message: 'The analysis has been shut down.' };

/** What came of a run. */
export interface PoolRunResult extends AnalysisProgress {
  /** What each rule has cost, over all workers. */
  costs: RuleCost[];
}

/** For calls outside of a run: a check of one text. */
const CHECK_GRACE_MS = 2000;

export class Pool {
  readonly #members: Member[];

  constructor(host: PoolHost, size: number) {
    const shared = { ...host, loadGrammar: shareGrammars(host.loadGrammar) };
    this.#members = Array.from({ length: size }, () => new Member(shared));
  }

  get size(): number {
    return this.#members.length;
  }

  /** Starts all workers before there are rules; who needs one later hears what kept it from starting. */
  start(): void {
    for (const member of this.#members) member.start().catch(() => {});
  }

  /** Starts all workers and gives them these rules, which also hold for workers started later. */
  async loadRules(sources: RuleSource[], disabled: string[]): Promise<LoadedRules> {
    const [loaded] = await Promise.all(
      this.#members.map((member, at) => member.loadRules({ sources, disabled, describes: at === 0 })),
    );
    return loaded as LoadedRules;
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

  /**
   * Analyses what the intake hands out under this revision, with all workers, until there is no more.
   * `progress` is the sum over all of them. When `signal` aborts, it settles within about 100 ms: workers
   * that are still busy then are ended, and started again when they are needed.
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
    for (const member of this.#members) runs.push(new PoolRun(member, { revision, options, signal, tell }));
    await Promise.all(runs.map((run) => run.work()));
    return { ...sum(), costs: addCosts(runs.flatMap((run) => run.costs)) };
  }

  /** Ends all workers. */
  close(): void {
    for (const member of this.#members) member.end(CLOSED);
  }

  get #first(): Member {
    return this.#members[0] as Member;
  }
}
