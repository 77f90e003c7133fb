/**
 * A connection to a web worker that notices when the worker dies.
 *
 * A script error or an undecodable message closes the connection, and so does `terminate`, a worker that the browser
 * ends, and one that never comes.
 */
import type { Endpoint } from 'comlink';
import { type ErrorEnvelope, toEnvelope } from '../protocol';
import { type Connection, connect } from './connect';
import { followLife } from './life';

/** A worker and the connection to its service. */
export interface WorkerHandle<T> {
  readonly connection: Connection<T>;
  /** Ends the worker at once and rejects the calls that wait for it. */
  terminate(reason: ErrorEnvelope): void;
}

/**
 * Connects to a web worker whose script is still being fetched; calls wait for it. `name` is how messages speak of it,
 * such as "The analysis worker".
 */
export function connectWorker<T>(starting: Promise<Worker>, name: string): WorkerHandle<T> {
  const connection = connect<T>(endpointOf(starting));
  const die = (reason: ErrorEnvelope) => {
    connection.close(reason);
    void starting.then((worker) => worker.terminate()).catch(() => {});
  };
  starting.then(
    (worker) => watchDeath(worker, name, die),
    (error: unknown) => die(toEnvelope(error)),
  );
  return { connection, terminate: die };
}

function watchDeath(worker: Worker, name: string, die: (reason: ErrorEnvelope) => void): void {
  worker.addEventListener('error', (event) => {
    die({
      code: 'worker-crashed',
      message: `${name} stopped because of an error.`,
      detail: event.message || 'Its script could not be run.',
    });
  });
  worker.addEventListener('messageerror', () => {
    die({ code: 'worker-crashed', message: `${name} sent a message that could not be read.` });
  });
  followLife(worker, () => {
    die({
      code: 'worker-crashed',
      message: `${name} was ended by the browser.`,
      help: 'The computer may be out of memory.',
    });
  });
}

/** What is done to it is done to the worker, in the same order, once there is one. */
function endpointOf(starting: Promise<Worker>): Endpoint {
  // Whoever waits for a worker that never comes hears of it from the connection.
  const later = (act: (worker: Worker) => void) => void starting.then(act).catch(() => {});
  return {
    postMessage: (message, transfer) => later((worker) => worker.postMessage(message, transfer ?? [])),
    addEventListener: (...listening) => later((worker) => worker.addEventListener(...listening)),
    removeEventListener: (...listening) => later((worker) => worker.removeEventListener(...listening)),
  };
}
