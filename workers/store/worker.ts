/** The store's worker: exposes the store, and moves large results instead of copying them. */

import type { QueryName, StoreQueries } from '../protocol';
import { move, reportOutsideRequests, serve } from '../rpc';
import { makeBrowserHost } from './browser-host';
import { Store } from './store';

class StoreWorker extends Store {
  override async query<Q extends QueryName>(
    name: Q,
    params: StoreQueries[Q]['params'],
  ): Promise<StoreQueries[Q]['result']> {
    const result = await super.query(name, params);
    return typeof result === 'object' && 'ids' in result ? move(result, [result.ids.buffer]) : result;
  }
}

// When IndexedDB aborts a transaction for lack of room, wa-sqlite aborts it once more in an event handler. The failure
// itself arrives as a rejection; uncaught, the second one would count as the death of this worker.
self.addEventListener('error', (event) => {
  if (event.error instanceof DOMException && event.error.name === 'InvalidStateError') event.preventDefault();
});

reportOutsideRequests();
serve(new StoreWorker(makeBrowserHost()), self);
