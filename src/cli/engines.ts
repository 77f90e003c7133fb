/** The analysis threads of a command. They can serve one scan after the other, which spares the next its start. */
import { Worker } from 'node:worker_threads';
import { Pool } from '../../workers/pool';
import type {
  AnalysisService,
  AnalysisSink,
  AnalysisSource,
  LoadedRules,
  RuleChoice,
} from '../../workers/protocol';
import { connectNodeWorker, servePort } from '../../workers/rpc/node';
import { compileEngine, loadGrammar } from './assets';

/** Where files come from, and which of them a worker that died was given. */
export type Source = AnalysisSource & { handedOut(revision: number, consumer: number): string[] };

export class Engines {
  #source: Source | undefined;
  #sink: AnalysisSink | undefined;
  #pool: Pool | undefined;
  #choice: string | undefined;
  #loaded: Promise<LoadedRules> | undefined;

  /** The threads, from now on with files from here and results to there; as many as were asked for at first. */
  pool(source: Source, sink: AnalysisSink, jobs: number): Pool {
    this.#source = source;
    this.#sink = sink;
    this.#pool ??= this.#makePool(source, sink, jobs);
    return this.#pool;
  }

  /** Gives them these rules, unless they have them. */
  loadRules(pool: Pool, choice: RuleChoice): Promise<LoadedRules> {
    const key = JSON.stringify(choice);
    if (this.#loaded === undefined || key !== this.#choice) this.#loaded = pool.loadRules(choice);
    this.#choice = key;
    return this.#loaded;
  }

  close(): void {
    this.#pool?.close();
  }

  #makePool(first: Source, sink: AnalysisSink, jobs: number): Pool {
    const engine = compileEngine();
    const source = () => this.#source ?? first;
    const host = {
      spawn: () => connectNodeWorker<AnalysisService>(startWorker(), 'An analysis thread'),
      engine: () => engine,
      loadGrammar,
      sourcePort: async () => servePort(source()),
      sinkPort: async () => servePort(this.#sink ?? sink),
      sourceId: source,
      sinkId: () => this.#sink,
      handedOut: async (revision: number, consumer: number) => source().handedOut(revision, consumer),
    };
    const pool = new Pool(host, jobs);
    pool.start();
    return pool;
  }
}

function startWorker(): Worker {
  return new Worker(new URL('analysis-worker.mjs', import.meta.url));
}
