/** Questions about the project of a bench, over a real index that can be killed. */
import { makeIndexService } from '../../workers/index/service';
import type { IndexSource, ProjectIndexService, SummaryMaker, TextAnswer } from '../../workers/protocol';
import { type Connection, connect, serve } from '../../workers/rpc';
import { servePort } from '../../workers/rpc/node';
import { type Bench, compiledEngine } from './bench';

/** Matches that are listed. */
const MOST = 1000;

export class Asking {
  readonly #bench: Bench;
  readonly #maker: SummaryMaker;
  #index: Connection<ProjectIndexService> | undefined;
  #revision = 0;
  #cancel = new AbortController();
  /** Told of each call for data, before it is answered. */
  moved: () => void | Promise<void> = () => {};

  constructor(bench: Bench, maker: SummaryMaker) {
    this.#bench = bench;
    this.#maker = maker;
  }

  /** Brings the index up to the store and searches, once; rejects where anything on the way dies. */
  async search(query: string): Promise<TextAnswer> {
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    const { service } = await this.#living();
    const order = {
      projectId: this.#bench.projectId,
      revision: ++this.#revision,
      maker: this.#maker,
    };
    await service.follow(order, signal);
    await service.followTexts(order, 1e9, signal);
    signal.throwIfAborted();
    return service.search(order.revision, query, MOST, signal);
  }

  /** How many files the index knows, of those that it could. */
  async known(): Promise<{ total: number; done: number; failed: number }> {
    const { service } = await this.#living();
    const order = { projectId: this.#bench.projectId, revision: ++this.#revision, maker: this.#maker };
    const { total, done, failed } = await service.follow(order, new AbortController().signal);
    return { total, done, failed };
  }

  /** Makes the summaries that are not there. */
  async summariseAll(): Promise<void> {
    const { paths } = await this.#bench.store.unsummarised(this.#bench.projectId, this.#maker);
    await this.#bench.summarise(this.#maker.engine, paths);
  }

  cancel(): void {
    this.#cancel.abort();
  }

  kill(): void {
    this.#index?.close({ code: 'worker-crashed', message: 'The index worker was killed.' });
    this.#index = undefined;
  }

  async #living(): Promise<Connection<ProjectIndexService>> {
    if (this.#index) return this.#index;
    const { port1, port2 } = new MessageChannel();
    serve(makeIndexService(), port1);
    const index = connect<ProjectIndexService>(port2);
    this.#index = index;
    await index.service.setup(await compiledEngine, (name) => this.#bench.loadGrammar(name));
    await index.service.connect(servePort(this.#source()));
    return index;
  }

  /** The store of now, whichever that is. */
  #source(): IndexSource {
    const asked = async <T>(answer: () => Promise<T>): Promise<T> => {
      await this.moved();
      return answer();
    };
    return {
      summaries: (...args) => asked(() => this.#bench.store.summaries(...args)),
      unsummarised: (...args) => asked(() => this.#bench.store.unsummarised(...args)),
      textVersions: (...args) => asked(() => this.#bench.store.textVersions(...args)),
      packedTexts: (...args) => asked(() => this.#bench.store.packedTexts(...args)),
    };
  }
}
