/**
 * One connection to the database. SQLite compiled with asyncify must not be entered twice, so everything goes
 * through one queue here: reads first, because someone waits for them, then writes.
 */

import { SQLITE_ROW, type SqliteApi, type SqlValue } from 'wa-sqlite';

export type { SqlValue } from 'wa-sqlite';

/** What can be bound; `undefined` is stored as NULL. */
export type SqlParam = SqlValue | undefined;

/** Runs SQL inside a transaction that `Connection` opened. Statements are prepared once and kept. */
export interface Sql {
  run(sql: string, params?: readonly SqlParam[]): Promise<void>;
  all<Row extends SqlValue[]>(sql: string, params?: readonly SqlParam[]): Promise<Row[]>;
  first<Row extends SqlValue[]>(sql: string, params?: readonly SqlParam[]): Promise<Row | undefined>;
  /** Several statements without parameters, not kept; for schemas. */
  script(sql: string): Promise<void>;
}

type Task = () => Promise<void>;

export class Connection {
  readonly #api: SqliteApi;
  readonly #db: number;
  readonly #statements = new Map<string, number>();
  readonly #reads: Task[] = [];
  readonly #writes: Task[] = [];
  #working = false;

  /** `db` is an open handle of `api`; the connection closes it. */
  constructor(api: SqliteApi, db: number) {
    this.#api = api;
    this.#db = db;
  }

  get sqliteVersion(): string {
    return this.#api.libversion();
  }

  /** A consistent view of the database for as long as `work` runs. */
  read<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#enqueue(this.#reads, () => this.#transaction('BEGIN', work));
  }

  /** All that `work` writes is committed together, or nothing of it. */
  write<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#enqueue(this.#writes, () => this.#transaction('BEGIN IMMEDIATE', work));
  }

  /** Outside any transaction, for pragmas and the like. */
  plain<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#enqueue(this.#writes, () => work(this.#sql));
  }

  close(): Promise<void> {
    return this.#enqueue(this.#writes, async () => {
      for (const statement of this.#statements.values()) await this.#api.finalize(statement);
      this.#statements.clear();
      await this.#api.close(this.#db);
    });
  }

  #enqueue<T>(queue: Task[], work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      queue.push(() => work().then(resolve, reject));
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let task = this.#next(); task; task = this.#next()) await task();
    this.#working = false;
  }

  #next(): Task | undefined {
    return this.#reads.shift() ?? this.#writes.shift();
  }

  async #transaction<T>(begin: string, work: (sql: Sql) => Promise<T>): Promise<T> {
    await this.#sql.run(begin);
    try {
      const result = await work(this.#sql);
      await this.#sql.run('COMMIT');
      return result;
    } catch (error) {
      await this.#rollback();
      throw error;
    }
  }

  /** SQLite has already rolled back after some errors; a failure to do so must not hide the error that led here. */
  async #rollback(): Promise<void> {
    if (this.#api.get_autocommit(this.#db)) return;
    try {
      await this.#sql.run('ROLLBACK');
    } catch (error) {
      console.error('The transaction could not be rolled back.', error);
    }
  }

  readonly #sql: Sql = {
    run: async (sql, params) => {
      await this.#execute(sql, params);
    },
    all: <Row extends SqlValue[]>(sql: string, params?: readonly SqlParam[]) =>
      this.#execute(sql, params) as Promise<Row[]>,
    first: async <Row extends SqlValue[]>(sql: string, params?: readonly SqlParam[]) =>
      (await this.#execute(sql, params))[0] as Row | undefined,
    script: async (sql) => {
      await this.#api.exec(this.#db, sql);
    },
  };

  async #execute(sql: string, params: readonly SqlParam[] = []): Promise<SqlValue[][]> {
    const statement = this.#statements.get(sql) ?? (await this.#prepare(sql));
    for (let index = 0; index < params.length; index++) {
      this.#api.bind(statement, index + 1, params[index] ?? null);
    }
    const rows: SqlValue[][] = [];
    try {
      while ((await this.#api.step(statement)) === SQLITE_ROW) rows.push(this.#api.row(statement));
    } catch (error) {
      await this.#resetAfterError(statement);
      throw error;
    }
    await this.#api.reset(statement);
    return rows;
  }

  async #prepare(sql: string): Promise<number> {
    const statements = this.#api.statements(this.#db, sql, { unscoped: true });
    const { value } = await statements.next();
    await statements.return(undefined);
    this.#statements.set(sql, value);
    return value;
  }

  /** Resetting a failed statement reports its error once more; the caller throws the first one. */
  async #resetAfterError(statement: number): Promise<void> {
    await this.#api.reset(statement).catch(() => undefined);
  }
}
