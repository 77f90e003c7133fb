/**
 * The part of wa-sqlite that the store uses. The package declares its types under its original name only,
 * and not those of its file systems' methods.
 */
declare module 'wa-sqlite' {
  export type SqlValue = number | string | Uint8Array | null;

  /** The C API, as promises where SQLite may wait for its file system. Failures reject with `SQLiteError`. */
  export interface SqliteApi {
    open_v2(name: string, flags?: number, vfs?: string): Promise<number>;
    close(db: number): Promise<number>;
    /** Prepares statement after statement; `unscoped` leaves finalizing to the caller. */
    statements(db: number, sql: string, options?: { unscoped?: boolean }): AsyncGenerator<number>;
    bind(statement: number, index: number, value: SqlValue): number;
    step(statement: number): Promise<number>;
    reset(statement: number): Promise<number>;
    finalize(statement: number): Promise<number>;
    row(statement: number): SqlValue[];
    exec(db: number, sql: string): Promise<number>;
    get_autocommit(db: number): number;
    libversion(): string;
    vfs_register(vfs: unknown, makeDefault?: boolean): number;
  }

  export class SQLiteError extends Error {
    code: number;
  }
  export function Factory(module: unknown): SqliteApi;
  export const SQLITE_ROW: number;
}

declare module 'wa-sqlite/src/sqlite-constants.js' {
  export const SQLITE_OK: number;
  export const SQLITE_BUSY: number;
  export const SQLITE_LOCKED: number;
  export const SQLITE_CORRUPT: number;
  export const SQLITE_NOTADB: number;
  export const SQLITE_FULL: number;
  export const SQLITE_IOERR: number;
  export const SQLITE_IOERR_LOCK: number;
  export const SQLITE_IOERR_UNLOCK: number;
  export const SQLITE_CANTOPEN: number;
  export const SQLITE_LOCK_NONE: number;
  export const SQLITE_LOCK_SHARED: number;
  export const SQLITE_OPEN_READONLY: number;
  export const SQLITE_OPEN_CREATE: number;
  export const SQLITE_OPEN_READWRITE: number;
  export const SQLITE_OPEN_MAIN_DB: number;
}

declare module 'wa-sqlite/dist/wa-sqlite-async.mjs' {
  export default function makeModule(options: {
    wasmBinary?: Uint8Array;
    instantiateWasm?: (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => void;
  }): Promise<unknown>;
}

declare module 'wa-sqlite/src/examples/MemoryVFS.js' {
  /** A file system in memory; a file is known by its absolute path. */
  export class MemoryVFS {
    constructor(name: string, module: unknown);
    isReady(): Promise<void>;
    mapNameToFile: Map<string, { pathname: string; flags: number; size: number; data: ArrayBuffer }>;
    jOpen(name: string, id: number, flags: number, outFlags: DataView): number | Promise<number>;
    jClose(id: number): number | Promise<number>;
    jRead(id: number, data: Uint8Array, offset: number): number | Promise<number>;
    jWrite(id: number, data: Uint8Array, offset: number): number | Promise<number>;
    jFileSize(id: number, size: DataView): number | Promise<number>;
    jLock(id: number, lock: number): number | Promise<number>;
    jUnlock(id: number, lock: number): number | Promise<number>;
    close(): void;
  }
}

declare module 'wa-sqlite/src/examples/IDBBatchAtomicVFS.js' {
  /** A file system over IndexedDB that commits a whole transaction at once, with Web Locks between connections. */
  export class IDBBatchAtomicVFS {
    constructor(name: string, module: unknown, options?: { idbName?: string; lockTimeout?: number });
    isReady(): Promise<void>;
    mapIdToFile: Map<number, unknown>;
    lastError: unknown;
    jOpen(name: string, id: number, flags: number, outFlags: DataView): Promise<number>;
    jClose(id: number): Promise<number>;
    jRead(id: number, data: Uint8Array, offset: number): Promise<number>;
    jFileSize(id: number, size: DataView): number;
    jLock(id: number, lock: number): Promise<number>;
    jUnlock(id: number, lock: number): Promise<number>;
    jAccess(name: string, flags: number, result: DataView): Promise<number>;
    close(): void;
  }
}
