/** Where the store runs in a browser: IndexedDB for the database, Web Locks and a BroadcastChannel between tabs. */

import { Factory } from 'wa-sqlite';
import makeModule from 'wa-sqlite/dist/wa-sqlite-async.mjs';
import wasmUrl from 'wa-sqlite/dist/wa-sqlite-async.wasm?url';
import { DATABASE_NAMES } from '../protocol';
import { DatabaseVfs } from './database-vfs';
import { databaseBusy } from './errors';
import type { Channel, Claims, SqliteInstance, StoreHost } from './host';

/** How long other tabs may take to close their connections before a reset gives up; ms. */
const DELETE_TIMEOUT_MS = 10_000;

export function makeBrowserHost(): StoreHost {
  return { start, deleteAll, claims, channel: makeChannel(), estimate };
}

async function start(): Promise<SqliteInstance> {
  const module = await makeModule({ locateFile: () => wasmUrl });
  const vfs = await DatabaseVfs.create(DATABASE_NAMES.store, module);
  const api = Factory(module);
  api.vfs_register(vfs, true);
  return { api, files: vfs, dispose: () => vfs.dispose() };
}

async function deleteAll(): Promise<void> {
  await Promise.all(Object.values(DATABASE_NAMES).map(deleteDatabase));
}

/** The browser waits until the last connection is closed; so do we, for a while. */
function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    const timer = setTimeout(() => reject(databaseBusy()), DELETE_TIMEOUT_MS);
    request.onsuccess = () => {
      clearTimeout(timer);
      resolve();
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error);
    };
  });
}

const claims: Claims = {
  take: (name) =>
    new Promise((resolve, reject) => {
      const hold = (lock: Lock | null) =>
        lock ? new Promise<void>((release) => resolve(release)) : resolve(undefined);
      navigator.locks.request(`assay-${name}`, { ifAvailable: true }, hold).catch(reject);
    }),
};

function makeChannel(): Channel {
  const channel = new BroadcastChannel(DATABASE_NAMES.store);
  return {
    post: (message) => channel.postMessage(message),
    listen: (listener) => channel.addEventListener('message', (event) => listener(event.data)),
  };
}

async function estimate(): Promise<{ quotaBytes: number; usageBytes: number }> {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  return { quotaBytes: quota, usageBytes: usage };
}
