/**
 * The store's worker: exposes the store, and moves large results instead of copying them. Its name says where the store
 * keeps its data.
 */

import {
  type QueryName,
  STORE_NAMES,
  type StoreQueries,
  type StoreWorkerService,
  type SummaryPage,
} from '../protocol';
import { move, reportOutsideRequests, serve, showLife } from '../rpc';
import { makeBrowserHost } from './browser-host';
import { makeMemoryHost } from './memory-host';
import { Store } from './store';

let giveSqlite: (compiled: WebAssembly.Module) => void = () => undefined;
const sqlite = new Promise<WebAssembly.Module>((resolve) => {
  giveSqlite = resolve;
});

class StoreWorker extends Store implements StoreWorkerService {
  async setup(compiled: WebAssembly.Module): Promise<void> {
    giveSqlite(compiled);
  }

  override async query<Q extends QueryName>(
    name: Q,
    params: StoreQueries[Q]['params'],
  ): Promise<StoreQueries[Q]['result']> {
    const result = await super.query(name, params);
    return typeof result === 'object' && 'ids' in result ? move(result, [result.ids.buffer]) : result;
  }

  override async summaries(projectId: number, engine: string, from: number): Promise<SummaryPage> {
    const page = await super.summaries(projectId, engine, from);
    return move(
      page,
      page.summaries.map(({ data }) => data.buffer),
    );
  }
}

// When IndexedDB aborts a transaction for lack of room, wa-sqlite aborts it once more in an event handler. The failure
// itself arrives as a rejection; uncaught, the second one would count as the death of this worker.
self.addEventListener('error', (event) => {
  if (event.error instanceof DOMException && event.error.name === 'InvalidStateError') event.preventDefault();
});

reportOutsideRequests();
showLife();
const makeHost = self.name === STORE_NAMES.memory ? makeMemoryHost : makeBrowserHost;
serve(new StoreWorker(makeHost(sqlite)), self);
