/** The same connection for Node's worker threads, whose workers are no event targets. */
import { MessageChannel, type Worker } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { ErrorEnvelope } from '../protocol';
import { connect } from './connect';
import { serve } from './serve';
import type { WorkerHandle } from './worker';

/** Connects to a worker thread; `name` is how messages speak of it. */
export function connectNodeWorker<T>(worker: Worker, name: string): WorkerHandle<T> {
  const connection = connect<T>(nodeEndpoint(worker));
  worker.on('error', (error: Error) => {
    connection.close({
      code: 'worker-crashed',
      message: `${name} stopped because of an error.`,
      detail: error.stack ?? error.message,
    });
  });
  worker.on('exit', (status) => {
    connection.close({ code: 'worker-crashed', message: `${name} ended with exit code ${status}.` });
  });
  return {
    connection,
    terminate(reason: ErrorEnvelope) {
      connection.close(reason);
      void worker.terminate();
    },
  };
}

/** A port on which `service`, which lives in this thread, can be called from a worker thread. */
export function servePort<T extends object>(service: T): MessagePort {
  const { port1, port2 } = new MessageChannel();
  serve(service, port1 as unknown as MessagePort);
  // An open port must not keep the process alive when the work is done.
  port1.unref();
  return port2 as unknown as MessagePort;
}
