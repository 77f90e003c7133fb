/**
 * The database as the rest of the store sees it: opened and migrated, with failures in words, and connected anew
 * after a failure of the file system, which leaves SQLite's connection unusable.
 */

import type { Connection, Sql } from './connection';
import { connect, readDatabase, withWideCache } from './database-file';
import { isBroken, notOpen, quotaExceeded, toAssayError } from './errors';
import type { SqliteInstance, StoreHost } from './host';
import { migrate } from './migrations';

/** A tab that takes longer to open the database than this is not waited for; SQLite's own locks still hold. */
const OPEN_WAIT_MS = 5000;

export class Database {
  readonly #host: StoreHost;
  #instance: SqliteInstance | undefined;
  #connection: Connection | undefined;
  /** It was opened and is not to be closed: where connecting anew failed, the next call tries again. */
  #isWanted = false;
  #opening: Promise<void> | undefined;

  constructor(host: StoreHost) {
    this.#host = host;
  }

  get isOpen(): boolean {
    return this.#connection !== undefined;
  }

  get sqliteVersion(): string {
    return this.#required().sqliteVersion;
  }

  /** Opens or creates it, one tab at a time. After a failure only `export` and another `open` work. */
  async open(): Promise<void> {
    const release = await this.#host.claims.take('open', OPEN_WAIT_MS);
    try {
      await this.#instance?.dispose();
      this.#instance = await this.#host.start();
      const connection = await connect(this.#instance);
      await migrate(connection);
      this.#connection = connection;
      this.#isWanted = true;
    } catch (error) {
      throw toAssayError(error);
    } finally {
      release?.();
    }
  }

  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#isWanted = false;
    try {
      await connection?.close();
    } finally {
      await this.#instance?.dispose();
      this.#instance = undefined;
    }
  }

  /** A consistent view for as long as `work` runs. */
  read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#guard((connection) => connection.read(work));
  }

  /** All or nothing; what `work` answers has been committed. */
  write<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#guard((connection) => connection.write(work));
  }

  /** The same where many pages may change. */
  writeMuch<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.write((sql) => withWideCache(sql, () => work(sql)));
  }

  /** Outside of transactions, for maintenance. */
  plain<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#guard((connection) => connection.plain(work));
  }

  /** The bytes of the file, also of one that could not be opened as a database. */
  async export(): Promise<Uint8Array<ArrayBuffer>> {
    this.#instance ??= await this.#host.start();
    return readDatabase(this.#instance.files);
  }

  #required(): Connection {
    if (!this.#connection) throw notOpen();
    return this.#connection;
  }

  async #guard<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.#connected();
    try {
      return await work(connection);
    } catch (error) {
      if (!isBroken(error)) throw toAssayError(error);
      // The first of several failed calls lets go of what is broken; the next one of any connects anew.
      if (this.#connection === connection) this.#connection = undefined;
      // A transaction that finds no room is only said to be aborted, so the cause has to be found out.
      throw (await this.#host.hasRoom()) ? toAssayError(error) : quotaExceeded('It refused to store more.');
    }
  }

  async #connected(): Promise<Connection> {
    if (!this.#connection && this.#isWanted) {
      this.#opening ??= this.open().finally(() => {
        this.#opening = undefined;
      });
      await this.#opening;
    }
    return this.#required();
  }
}
