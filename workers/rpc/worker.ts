/**
 * A connection to a web worker that notices when the worker dies.
 *
 * A script error or an undecodable message closes the connection, and so does `terminate`.
 */
import type { ErrorEnvelope } from '../protocol';
import { type Connection, connect } from './connect';

/** A worker and the connection to its service. */
export interface WorkerHandle<T> {
  readonly connection: Connection<T>;
  /** Ends the worker at once and rejects the calls that wait for it. */
  terminate(reason: ErrorEnvelope): void;
}

/** Connects to a web worker; `name` is how messages speak of it, such as "The analysis worker". */
export function connectWorker<T>(worker: Worker, name: string): WorkerHandle<T> {
  const connection = connect<T>(worker);
  const die = (reason: ErrorEnvelope) => {
    connection.close(reason);
    worker.terminate();
  };
  worker.addEventListener('error', (event) => {
    die({
      code: 'worker-crashed',
      message: `${name} stopped because of an error.`,
      detail: event.message || 'Its script could not be loaded or run.',
    });
  });
  worker.addEventListener('messageerror', () => {
    die({ code: 'worker-crashed', message: `${name} sent a message that could not be read.` });
  });
  return { connection, terminate: die };
}
