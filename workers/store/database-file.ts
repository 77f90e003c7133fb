/** The database as a file: opened, read out whole for export, or closed after a failure. */

import {
  SQLITE_LOCK_NONE,
  SQLITE_LOCK_SHARED,
  SQLITE_OK,
  SQLITE_OPEN_MAIN_DB,
  SQLITE_OPEN_READONLY,
} from 'wa-sqlite/src/sqlite-constants.js';
import { Connection, type Sql } from './connection';
import { databaseBusy } from './errors';
import type { DatabaseFileSystem, SqliteInstance } from './host';

const FILE_NAME = 'assay.db';

/** Pages are what IndexedDB stores and loads one by one: large ones load faster, small ones commit faster. */
const PAGE_BYTES = 16 * 1024;
const CACHE_KIB = 8 * 1024;
/** While much is changed at once. */
const WIDE_CACHE_KIB = 64 * 1024;

/** `sqlite3_file` pointers are never this small, so it is free for a file opened beside SQLite. */
const EXPORT_FILE_ID = 1;
const READ_BYTES = 256 * 1024;

/** Opens the database with the settings that every connection needs. */
export async function connect(instance: SqliteInstance): Promise<Connection> {
  const connection = new Connection(instance.api, await instance.api.open_v2(FILE_NAME));
  await connection.plain(async (sql) => {
    const [pages = 0] = (await sql.first<[number]>('PRAGMA page_count')) ?? [];
    if (pages === 0) {
      // The page size of a database that has content cannot change; asking for it is an error. The second setting
      // writes a first page: a tab that ends right after it leaves a database that has content and no tables.
      await sql.script(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA auto_vacuum = INCREMENTAL`);
    }
    // A transaction that spills pages early cannot be committed to IndexedDB in one go, and temporary files there
    // cost a hundred times what they cost elsewhere.
    await sql.script('PRAGMA cache_spill = OFF; PRAGMA temp_store = MEMORY; PRAGMA synchronous = FULL');
    await sql.script(`PRAGMA cache_size = -${CACHE_KIB}`);
  });
  return connection;
}

/**
 * Does what may change much of the database. Changed pages cannot leave the cache before the end: where they fill it, every
 * other page is loaded anew for each row.
 */
export async function withWideCache<T>(sql: Sql, work: () => Promise<T>): Promise<T> {
  await sql.script(`PRAGMA cache_size = -${WIDE_CACHE_KIB}`);
  try {
    return await work();
  } finally {
    await sql.script(`PRAGMA cache_size = -${CACHE_KIB}`);
  }
}

/** The bytes of the database as they are, damaged or not. */
export async function readDatabase(files: DatabaseFileSystem): Promise<Uint8Array<ArrayBuffer>> {
  const flags = new DataView(new ArrayBuffer(4));
  ensure(await files.jOpen(FILE_NAME, EXPORT_FILE_ID, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, flags));
  try {
    ensure(await files.jLock(EXPORT_FILE_ID, SQLITE_LOCK_SHARED));
    return await readAll(files);
  } finally {
    await files.jUnlock(EXPORT_FILE_ID, SQLITE_LOCK_NONE);
    await files.jClose(EXPORT_FILE_ID);
  }
}

async function readAll(files: DatabaseFileSystem): Promise<Uint8Array<ArrayBuffer>> {
  const size = new DataView(new ArrayBuffer(8));
  ensure(await files.jFileSize(EXPORT_FILE_ID, size));
  const bytes = new Uint8Array(Number(size.getBigInt64(0, true)));
  for (let offset = 0; offset < bytes.length; offset += READ_BYTES) {
    // A page that is missing reads as zeros: half a database is better than none.
    await files.jRead(EXPORT_FILE_ID, bytes.subarray(offset, offset + READ_BYTES), offset);
  }
  return bytes;
}

function ensure(result: number): void {
  if (result !== SQLITE_OK) throw databaseBusy();
}
