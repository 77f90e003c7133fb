/**
 * What the store needs of where it runs. The browser's is in `browser-host.ts`; tests run the same store over memory.
 */

import type { SqliteApi } from 'wa-sqlite';

/** The calls of a wa-sqlite file system that reading a database's bytes takes. */
export interface DatabaseFileSystem {
  jOpen(name: string, id: number, flags: number, outFlags: DataView): number | Promise<number>;
  jClose(id: number): number | Promise<number>;
  jRead(id: number, data: Uint8Array, offset: number): number | Promise<number>;
  jFileSize(id: number, size: DataView): number | Promise<number>;
  jLock(id: number, lock: number): number | Promise<number>;
  jUnlock(id: number, lock: number): number | Promise<number>;
}

/** A fresh SQLite with a file system registered as its default. */
export interface SqliteInstance {
  api: SqliteApi;
  files: DatabaseFileSystem;
  /** Lets go of all locks and files, also after the file system failed. */
  dispose(): Promise<void>;
}

/** Names that at most one live tab holds; a name is free again when its tab is gone. */
export interface Claims {
  /** Takes the name, after waiting for it at most so long; the answer lets go of it. Undefined if it is not free. */
  take(name: string, waitMs: number): Promise<(() => void) | undefined>;
}

/** Reaches the stores of other tabs, never this one. */
export interface Channel {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
}

export interface StoreHost {
  /** Rejects if there is nowhere to store data, or if what is there is no file system of ours. */
  start(): Promise<SqliteInstance>;
  /** Deletes every database of this page once nobody has it open; rejects if somebody keeps it open. */
  deleteAll(): Promise<void>;
  /** After a write that failed: whether the browser would take any data at all. */
  hasRoom(): Promise<boolean>;
  claims: Claims;
  channel: Channel;
  /** What the browser grants and what is used of it, in bytes; zeros if it does not say. */
  estimate(): Promise<{ quotaBytes: number; usageBytes: number }>;
}
