/**
 * wa-sqlite's file system over IndexedDB, made to survive its own failures. Without this a write that IndexedDB
 * refuses (no room left) throws inside a lock call, which SQLite never returns from, and keeps the lock for good.
 */

import { IDBBatchAtomicVFS } from 'wa-sqlite/src/examples/IDBBatchAtomicVFS.js';
import {
  SQLITE_IOERR_LOCK,
  SQLITE_IOERR_UNLOCK,
  SQLITE_LOCK_NONE,
  SQLITE_OK,
} from 'wa-sqlite/src/sqlite-constants.js';

/** How long to wait for another tab's transaction; ms. */
const LOCK_TIMEOUT_MS = 15_000;

/** The locking alone, without the file system's work at the same moments. */
const locking = Object.getPrototypeOf(IDBBatchAtomicVFS.prototype) as Pick<IDBBatchAtomicVFS, 'jUnlock'>;

export class DatabaseVfs extends IDBBatchAtomicVFS {
  static async create(idbName: string, module: unknown): Promise<DatabaseVfs> {
    const vfs = new DatabaseVfs(idbName, module, { idbName, lockTimeout: LOCK_TIMEOUT_MS });
    await vfs.isReady();
    return vfs;
  }

  override async jLock(id: number, lock: number): Promise<number> {
    try {
      return await super.jLock(id, lock);
    } catch (error) {
      this.lastError = error;
      await locking.jUnlock.call(this, id, SQLITE_LOCK_NONE);
      return SQLITE_IOERR_LOCK;
    }
  }

  override async jUnlock(id: number, lock: number): Promise<number> {
    try {
      return await super.jUnlock(id, lock);
    } catch (error) {
      this.lastError = error;
      await locking.jUnlock.call(this, id, lock);
      return SQLITE_IOERR_UNLOCK;
    }
  }

  /** Whether the IndexedDB database has what this file system keeps its files in. */
  async isOurs(): Promise<boolean> {
    return (await this.jAccess('probe', 0, new DataView(new ArrayBuffer(4)))) === SQLITE_OK;
  }

  /** Lets go of everything, whatever state it is in. */
  async dispose(): Promise<void> {
    for (const id of this.mapIdToFile.keys()) await locking.jUnlock.call(this, id, SQLITE_LOCK_NONE);
    this.close();
  }
}
