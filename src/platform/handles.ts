/**
 * Keeps directory handles between visits. SQLite cannot hold them, IndexedDB can; so they have a
 * small database of their own, by project.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

interface Handles extends DBSchema {
  handles: { key: number; value: FileSystemDirectoryHandle };
}

let opened: Promise<IDBPDatabase<Handles>> | undefined;

function database(name: string): Promise<IDBPDatabase<Handles>> {
  opened ??= openDB<Handles>(name, 1, {
    upgrade: (db) => void db.createObjectStore('handles'),
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
}

/** The kept handles of one IndexedDB database, by project id. */
export function handleStore(databaseName: string) {
  return {
    async get(projectId: number): Promise<FileSystemDirectoryHandle | undefined> {
      return (await database(databaseName)).get('handles', projectId);
    },
    async put(projectId: number, handle: FileSystemDirectoryHandle): Promise<void> {
      await (await database(databaseName)).put('handles', handle, projectId);
    },
    async delete(projectId: number): Promise<void> {
      await (await database(databaseName)).delete('handles', projectId);
    },
  };
}

/** Not in TypeScript's DOM library; Chromium alone has them. */
interface PermissionHandle {
  queryPermission?: (options: { mode: 'read' }) => Promise<PermissionState>;
  requestPermission?: (options: { mode: 'read' | 'readwrite' }) => Promise<PermissionState>;
}

/** Whether the handle can be read now without asking. */
export async function isGranted(handle: FileSystemDirectoryHandle): Promise<boolean> {
  return (
    ((await (handle as PermissionHandle).queryPermission?.({ mode: 'read' })) ?? 'granted') === 'granted'
  );
}

/** Asks for the right to read; must come from a click or a key. */
export function requestRead(handle: FileSystemDirectoryHandle): Promise<boolean> {
  return request(handle, 'read');
}

/** Asks for the right to write; must come from a click or a key. */
export function requestWrite(handle: FileSystemDirectoryHandle): Promise<boolean> {
  return request(handle, 'readwrite');
}

async function request(handle: FileSystemDirectoryHandle, mode: 'read' | 'readwrite'): Promise<boolean> {
  return ((await (handle as PermissionHandle).requestPermission?.({ mode })) ?? 'granted') === 'granted';
}
