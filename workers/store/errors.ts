/** What can go wrong with stored data, in words for people. Every failure of SQLite or IndexedDB passes here once. */

import * as SQLITE from 'wa-sqlite/src/sqlite-constants.js';
import { AssayError } from '../protocol';

/** `code` of SQLite's own error, extended code included; undefined for anything else. */
function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined;
  return typeof code === 'number' ? code : undefined;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The primary result code, without the extension in the higher bits. */
function primary(error: unknown): number | undefined {
  const code = sqliteCode(error);
  return code === undefined ? undefined : code & 0xff;
}

/** Another connection held the database for longer than we wait. */
export function isBusy(error: unknown): boolean {
  const code = primary(error);
  return code === SQLITE.SQLITE_BUSY || code === SQLITE.SQLITE_LOCKED;
}

/** The file system failed; the connection cannot be used any more. */
export function isBroken(error: unknown): boolean {
  const code = primary(error);
  return code === SQLITE.SQLITE_IOERR || code === SQLITE.SQLITE_FULL || code === SQLITE.SQLITE_CANTOPEN;
}

/** Rows or an index do not fit together. */
export function isCorrupt(error: unknown): boolean {
  const code = primary(error);
  return code === SQLITE.SQLITE_CORRUPT || code === SQLITE.SQLITE_NOTADB;
}

const WAYS_OUT = 'Export the database to keep a copy, then rebuild it or delete all data.';

export function corruptDatabase(detail: string): AssayError {
  return new AssayError({
    code: 'database-corrupt',
    message: 'The stored data is damaged.',
    detail,
    help: WAYS_OUT,
  });
}

export function foreignDatabase(detail: string): AssayError {
  return new AssayError({
    code: 'database-foreign',
    message: 'The stored data was not written by Assay.',
    detail,
    help: 'Export it if you want to keep it, then delete all data.',
  });
}

export function newerDatabase(detail: string): AssayError {
  return new AssayError({
    code: 'database-newer',
    message: 'The stored data was written by a newer version of Assay.',
    detail,
    help: 'Reload the page to get the newer version, or export the database and delete all data.',
  });
}

export function storageUnavailable(cause: unknown): AssayError {
  return new AssayError({
    code: 'storage-unavailable',
    message: 'The browser does not let this page store data.',
    detail: textOf(cause),
    help: 'Leave private browsing or allow site data for this page, then reload.',
  });
}

export function quotaExceeded(detail: string): AssayError {
  return new AssayError({
    code: 'quota-exceeded',
    message: 'There is no storage space left for this page.',
    detail,
    help: 'Free up disk space or delete projects, then scan again. What was stored before is safe.',
  });
}

export function databaseBusy(): AssayError {
  return new AssayError({
    code: 'database-busy',
    message: 'Another tab is using the stored data.',
    detail: 'It did not release the database in time.',
    help: 'Wait for its scan to end, or close it, then try again.',
  });
}

export function projectBusy(name: string): AssayError {
  return new AssayError({
    code: 'project-busy',
    message: `Another tab is scanning ${name}.`,
    help: 'Wait for that scan to end, or cancel it there.',
  });
}

export function noProject(projectId: number): AssayError {
  return new AssayError({
    code: 'no-project',
    message: 'This project is no longer stored.',
    detail: `Project ${projectId} does not exist.`,
    help: 'Open its folder again.',
  });
}

/** The project was deleted, by another tab for example. */
export function isNoProject(error: unknown): boolean {
  return error instanceof AssayError && error.envelope.code === 'no-project';
}

export function notOpen(): AssayError {
  return new AssayError({
    code: 'store-not-open',
    message: 'The stored data is not open.',
    help: 'Reload the page.',
  });
}

/** Gives any failure its envelope. */
export function toAssayError(error: unknown): AssayError {
  if (error instanceof AssayError) return error;
  if (isBusy(error)) return databaseBusy();
  if (isCorrupt(error)) return corruptDatabase(textOf(error));
  if (primary(error) === SQLITE.SQLITE_FULL) return quotaExceeded(textOf(error));
  return new AssayError({
    code: 'storage-failed',
    message: 'The stored data could not be read or written.',
    detail: textOf(error),
    help: 'Try again. If the problem persists, export the database and delete all data.',
  });
}
