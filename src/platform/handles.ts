/** Directory handles: kept between visits, which SQLite cannot do and IndexedDB can, and the rights that come with them. */
import { type ObjectStore, objectStore } from './object-store';

/** The kept handles of one IndexedDB database, by project id. */
export function handleStore(databaseName: string): ObjectStore<number, FileSystemDirectoryHandle> {
  return objectStore(databaseName, 'handles');
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
