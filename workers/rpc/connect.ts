/**
 * The calling side of a border: a typed client of a service in another thread.
 *
 * Comlink does the talking, but a call to a worker that has died never settles there. Here every call is
 * kept until it settles, and `close` rejects the ones that are left, so that callers can react and respawn.
 */
import { createEndpoint, type Endpoint, proxy, releaseProxy, transfer, wrap } from 'comlink';
import { AssayError, type ErrorEnvelope } from '../protocol';
import { carryAbortSignals } from './abort';
import { carryEnvelopes } from './envelope';

/** A service as seen from another thread: every method answers with a promise. */
export type Client<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

export interface Connection<T> {
  readonly service: Client<T>;
  /** A new port to the same service, to be handed to a third thread. */
  port(): Promise<MessagePort>;
  /** Rejects all waiting calls and refuses later ones. Terminating the worker is the caller's business. */
  close(reason: ErrorEnvelope): void;
  /** Whether calls wait for an answer. */
  isWaiting(): boolean;
  /** Why it is closed; undefined while it is open. */
  closed(): ErrorEnvelope | undefined;
  /** Rejects when it is closed: for who waits for something that others have asked of the service. */
  readonly lost: Promise<never>;
}

type Method = (...args: unknown[]) => Promise<unknown>;
type RawRemote = Record<string, Method> & {
  [createEndpoint]: () => Promise<MessagePort>;
  [releaseProxy]: () => void;
};

/** Functions stay here and are called from there; ports and typed arrays' buffers given to `move` are moved. */
function prepare(argument: unknown): unknown {
  if (typeof argument === 'function') return proxy(argument);
  if (argument instanceof MessagePort) return transfer(argument, [argument]);
  return argument;
}

/** Marks buffers in an argument or result that are moved to the other side rather than copied. */
export function move<T extends object>(value: T, buffers: Transferable[]): T {
  return transfer(value, buffers);
}

/** Connects to the service that `serve` offers at the other end. */
export function connect<T>(endpoint: Endpoint): Connection<T> {
  carryEnvelopes();
  carryAbortSignals();
  const remote = wrap(endpoint) as unknown as RawRemote;
  const waiting = new Set<(reason: AssayError) => void>();
  let closedBy: ErrorEnvelope | undefined;
  let lose: (reason: AssayError) => void = () => {};
  const lost = new Promise<never>((_, reject) => {
    lose = reject;
  });
  // Most have nobody who waits.
  lost.catch(() => {});

  function call(start: () => Promise<unknown>): Promise<unknown> {
    if (closedBy) return Promise.reject(new AssayError(closedBy));
    return new Promise((resolve, reject) => {
      waiting.add(reject);
      start()
        .then(resolve, reject)
        .finally(() => waiting.delete(reject));
    });
  }

  const methods = new Map<string, Method>();
  function method(name: string): Method {
    const known = methods.get(name);
    if (known) return known;
    const target = remote[name] as Method;
    const made: Method = (...args) => call(() => target(...args.map(prepare)));
    methods.set(name, made);
    return made;
  }

  const service = new Proxy({} as Client<T>, {
    // Not a promise, even where a client is the result of an async function.
    get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : method(name)),
  });

  return {
    service,
    port: () => call(() => remote[createEndpoint]()) as Promise<MessagePort>,
    close(reason) {
      if (closedBy) return;
      closedBy = reason;
      for (const reject of waiting) reject(new AssayError(reason));
      waiting.clear();
      lose(new AssayError(reason));
    },
    isWaiting: () => waiting.size > 0,
    closed: () => closedBy,
    lost,
  };
}
