/** Where the store runs in a browser: IndexedDB for the database, Web Locks and a BroadcastChannel between tabs. */

import { Factory } from 'wa-sqlite';
import { DATABASE_NAMES } from '../protocol';
import { DatabaseVfs } from './database-vfs';
import { databaseBusy, foreignDatabase, newerDatabase, storageUnavailable } from './errors';
import type { Channel, Claims, SqliteInstance, StoreHost } from './host';
import { instantiateSqlite } from './sqlite';

/** How long other tabs may take to close their connections before a reset gives up; ms. */
const DELETE_TIMEOUT_MS = 10_000;

const PROBE_NAME = 'assay-probe';
const PROBE_BYTES = 4 * 1024 * 1024;

export function makeBrowserHost(sqlite: Promise<WebAssembly.Module>): StoreHost {
  const channel = makeChannel();
  return { start: async () => start(await sqlite), deleteAll, hasRoom, claims, channel, estimate };
}

async function start(sqlite: WebAssembly.Module): Promise<SqliteInstance> {
  const module = await instantiateSqlite(sqlite);
  const vfs = await DatabaseVfs.create(DATABASE_NAMES.store, module).catch((error: unknown) => {
    const isNewer = error instanceof Error && error.name === 'VersionError';
    throw isNewer ? newerDatabase(error.message) : storageUnavailable(error);
  });
  if (!(await vfs.isOurs()))
    throw foreignDatabase(`Another program’s database is named ${DATABASE_NAMES.store}.`);
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
  take: (name, waitMs) =>
    new Promise((resolve, reject) => {
      const signal = waitMs < Number.POSITIVE_INFINITY ? AbortSignal.timeout(waitMs) : undefined;
      const hold = () => new Promise<void>((release) => resolve(release));
      navigator.locks.request(`assay-${name}`, { signal }, hold).catch((error: unknown) => {
        if (signal?.aborted) resolve(undefined);
        else reject(error);
      });
    }),
};

/** Asks the browser itself: what it says of quota and usage is a guess, and does not know of a full disk. */
async function hasRoom(): Promise<boolean> {
  const database = await openProbe();
  try {
    return await probe(database);
  } finally {
    database.close();
    await deleteDatabase(PROBE_NAME);
  }
}

function openProbe(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(PROBE_NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('probe');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * Whether a transaction with this much data ends well. The data must not compress, which browsers do before they
 * write. Any other failure than a lack of room is not for us to judge.
 */
function probe(database: IDBDatabase): Promise<boolean> {
  return new Promise((resolve) => {
    const isOther = (error: unknown) =>
      resolve(!(error instanceof Error && error.name === 'QuotaExceededError'));
    const transaction = database.transaction('probe', 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve(true);
    transaction.onabort = () => isOther(transaction.error);
    try {
      transaction.objectStore('probe').put(randomBytes(PROBE_BYTES), 0);
    } catch (error) {
      isOther(error);
    }
  });
}

function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  // More than this at once is refused.
  const step = 65_536;
  for (let at = 0; at < length; at += step) crypto.getRandomValues(bytes.subarray(at, at + step));
  return bytes;
}

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
