/** Starts the workers. Their entries are named here, so that the bundler finds and builds them. */

import { watchWorkerRequests } from './requests';

/** Walks folders, decodes and hashes files. */
export function spawnIntake(): Worker {
  return watchWorkerRequests(
    new Worker(new URL('../../workers/intake/worker.ts', import.meta.url), {
      type: 'module',
      name: 'intake',
    }),
  );
}

/** One engine. */
export function spawnAnalysis(): Worker {
  return watchWorkerRequests(
    new Worker(new URL('../../workers/analysis/worker.ts', import.meta.url), {
      type: 'module',
      name: 'analysis',
    }),
  );
}

/** The database. */
export function spawnStore(): Worker {
  return watchWorkerRequests(
    new Worker(new URL('../../workers/store/worker.ts', import.meta.url), {
      type: 'module',
      name: 'store',
    }),
  );
}
