/** A page that runs the store's suite over IndexedDB, and offers stores in workers of their own to the spec. */

import sqliteUrl from 'wa-sqlite/dist/wa-sqlite-async.wasm?url';
import { DATABASE_NAMES, type StoreService, type StoreWorkerService } from '../../../workers/protocol';
import { type Client, connectWorker } from '../../../workers/rpc';
import { makeBrowserHost } from '../../../workers/store/browser-host';
import { benchStore } from '../../store/bench';
import { makeFinding, makeResult, manyFindings } from '../../store/fixtures';
import { type Storage, suite } from '../../store/suite';

const sqlite = WebAssembly.compileStreaming(fetch(sqliteUrl));
const makeHost = () => makeBrowserHost(sqlite);
const storage: Storage = { makeTab: makeHost, damage };

/** `Client` loses the generic signature of `query`. */
type WorkerStore = Pick<StoreService, 'query'> & Omit<Client<StoreService>, 'query'>;

export interface StorePage {
  /** Runs one function of the suite on empty storage. */
  run(name: string): Promise<void>;
  /** Empties the storage, which the page has not used yet. */
  clear(): Promise<void>;
  /** A store in a worker; `kill` ends it in the middle of whatever it does. */
  startWorker(): { store: WorkerStore; kill(): void };
  bench(): Promise<Record<string, number>>;
  makeResult: typeof makeResult;
  makeFinding: typeof makeFinding;
  manyFindings: typeof manyFindings;
}

declare global {
  interface Window {
    storePage: StorePage;
  }
}

window.storePage = {
  async run(name) {
    await suite[name]?.(storage);
  },
  clear: () => makeHost().deleteAll(),
  startWorker() {
    const worker = new Worker(new URL('../../../workers/store/worker.ts', import.meta.url), {
      type: 'module',
    });
    const handle = connectWorker<StoreWorkerService>(Promise.resolve(worker), 'The store');
    void sqlite.then((compiled) => handle.connection.service.setup(compiled));
    const kill = () => handle.terminate({ code: 'killed', message: 'The store was killed.' });
    return { store: handle.connection.service as WorkerStore, kill };
  },
  bench: () => benchStore(makeHost),
  makeResult,
  makeFinding,
  manyFindings,
};

interface Block {
  path: string;
  /** The negative of the place in the file. */
  offset: number;
  version: number;
  data: Uint8Array<ArrayBuffer>;
}

/** Blocks of the file are changed where wa-sqlite keeps them; the store is not asked. */
async function damage(change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): Promise<void> {
  const database = await settled(indexedDB.open(DATABASE_NAMES.store));
  try {
    const store = database.transaction('blocks', 'readwrite').objectStore('blocks');
    const blocks = (await settled(store.getAll())) as Block[];
    const size = Math.max(...blocks.map(({ offset, data }) => data.length - offset));
    const bytes = new Uint8Array(size);
    for (const { offset, data } of blocks) bytes.set(data, -offset);
    const changed = change(bytes);
    for (const block of blocks) {
      const data = changed.slice(-block.offset, block.data.length - block.offset);
      await settled(store.put({ ...block, data }));
    }
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
