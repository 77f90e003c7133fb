/**
 * One object store of IndexedDB in a database of its own: for what SQLite cannot hold, or what must be kept without
 * waiting for it.
 */
import { type IDBPDatabase, openDB } from 'idb';

export interface ObjectStore<Key extends IDBValidKey, Value> {
  get(key: Key): Promise<Value | undefined>;
  /** All values whose keys lie in a range. */
  all(range: IDBKeyRange): Promise<Value[]>;
  put(key: Key, value: Value): Promise<void>;
  delete(key: Key | IDBKeyRange): Promise<void>;
}

/** Opened with the first call. */
export function objectStore<Key extends IDBValidKey, Value>(
  databaseName: string,
  name: string,
): ObjectStore<Key, Value> {
  let opened: Promise<IDBPDatabase> | undefined;
  const database = () => {
    opened ??= openDB(databaseName, 1, {
      upgrade: (db) => void db.createObjectStore(name),
      // A reset of everything deletes this database; it waits for us unless we let go.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        opened = undefined;
      },
      terminated: () => {
        opened = undefined;
      },
    });
    return opened;
  };
  return {
    get: async (key) => (await database()).get(name, key),
    all: async (range) => (await database()).getAll(name, range),
    async put(key, value) {
      const transaction = (await database()).transaction(name, 'readwrite');
      void transaction.store.put(value, key);
      // A page that goes takes with it what has not been committed.
      transaction.commit();
      await transaction.done;
    },
    delete: async (key) => (await database()).delete(name, key),
  };
}
