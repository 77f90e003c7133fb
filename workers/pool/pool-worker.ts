/**
 * One place of the pool: a worker that is made when it is needed and made anew when it has died.
 */
import { type AnalysisService, AssayError, type ErrorEnvelope, type LoadedRules } from '../protocol';
import { type Client, type WorkerHandle, watch } from '../rpc';
import type { PoolHost, RuleSet } from './host';

/** A worker that is ready, and the number by which intake knows it. */
interface Ready {
  handle: WorkerHandle<AnalysisService>;
  service: Client<AnalysisService>;
  consumer: number;
}

/** Errors that mean that the worker is of no use any more. */
const DEADLY = new Set(['worker-crashed', 'worker-stuck', 'engine-trapped']);

/** Errors of files that the site did not give: they say themselves what to do. */
const NOT_LOADED = new Set(['not-loaded', 'site-updated']);

const STUCK: ErrorEnvelope = {
  code: 'worker-stuck',
  message: 'An analysis worker stopped working and was ended.',
};

export function isDeath(error: unknown): error is AssayError {
  return error instanceof AssayError && DEADLY.has(error.envelope.code);
}

let nextConsumer = 1;

export class PoolWorker {
  #ready: Promise<Ready> | undefined;
  #handle: WorkerHandle<AnalysisService> | undefined;
  /** The rules that the worker is to have, and those it was given. */
  #rules: RuleSet | undefined;
  #given: RuleSet | undefined;
  /** The intake and the store that the worker has ports to. */
  #sourceId: unknown;
  #sinkId: unknown;
  #loaded: Promise<LoadedRules | undefined> | undefined;

  constructor(readonly host: PoolHost) {}

  get isStarted(): boolean {
    return this.#ready !== undefined;
  }

  /** The worker will have these rules when it starts. */
  keepRules(rules: RuleSet): undefined {
    this.#rules = rules;
  }

  /** Starts the worker if there is none, and gives it the current rules; says what is in them if it is to. */
  async loadRules(rules: RuleSet): Promise<LoadedRules | undefined> {
    this.#rules = rules;
    const { service } = await this.start();
    if (this.#given !== rules) this.#give(service, rules);
    return this.#loaded;
  }

  /** Calls the worker and watches it meanwhile; `limitMs` is how long it may be silent. */
  async call<T>(limitMs: number, work: (ready: Ready) => Promise<T>): Promise<T> {
    const ready = await this.start();
    if (!this.#isConnected()) await this.#connect(ready.service);
    // It answers between two files; one that lets a ping wait for longer than a file may take is in code that never ends.
    const unwatch = watch(
      () => ready.service.ping(),
      limitMs,
      () => ready.handle.terminate(STUCK),
    );
    try {
      return await work(ready);
    } catch (error) {
      if (isDeath(error)) this.end(error.envelope);
      throw error;
    } finally {
      unwatch();
    }
  }

  /** Ends the worker; the next call starts another one. */
  end(reason: ErrorEnvelope): void {
    this.#handle?.terminate(reason);
    this.#handle = undefined;
    this.#ready = undefined;
  }

  /** A worker may have died while nobody was calling it. */
  #forgetDead(): void {
    const reason = this.#handle?.connection.closed();
    if (reason) this.end(reason);
  }

  /** Starts the worker if there is none; with the rules, once there are some. */
  start(): Promise<Ready> {
    this.#forgetDead();
    this.#ready ??= this.#spawn();
    return this.#ready;
  }

  async #spawn(): Promise<Ready> {
    const handle = this.host.spawn();
    this.#handle = handle;
    const { service } = handle.connection;
    try {
      await service.setup(await this.host.engine(), this.host.loadGrammar);
      await this.#connect(service);
      if (this.#rules) await this.#give(service, this.#rules);
      return { handle, service, consumer: nextConsumer++ };
    } catch (error) {
      if (this.#handle === handle) this.end(startFailure(error));
      throw new AssayError(startFailure(error));
    }
  }

  #isConnected(): boolean {
    return this.#sourceId === this.host.sourceId?.() && this.#sinkId === this.host.sinkId?.();
  }

  async #connect(service: Client<AnalysisService>): Promise<void> {
    // Before the ports are there: what is replaced meanwhile is then seen to be another one.
    const [sourceId, sinkId] = [this.host.sourceId?.(), this.host.sinkId?.()];
    const [source, sink] = await Promise.all([this.host.sourcePort(), this.host.sinkPort()]);
    [this.#sourceId, this.#sinkId] = [sourceId, sinkId];
    await service.connect(source, sink);
  }

  #give(service: Client<AnalysisService>, rules: RuleSet): Promise<LoadedRules | undefined> {
    const { choice, describes } = rules;
    this.#given = rules;
    this.#loaded = describes ? service.loadRules(choice) : service.adoptRules(choice).then(() => undefined);
    return this.#loaded;
  }
}

/** A worker that does not even start is no matter of one file: the run ends with this. */
function startFailure(error: unknown): ErrorEnvelope {
  if (error instanceof AssayError && NOT_LOADED.has(error.envelope.code)) return error.envelope;
  return {
    code: 'worker-unavailable',
    message: 'The analysis could not be started.',
    detail: error instanceof Error ? error.message : String(error),
    help: 'Reload the page. If this happens again, the browser may be out of memory or too old.',
  };
}
