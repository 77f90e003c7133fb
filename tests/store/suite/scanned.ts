/** What the suite begins with: a store, and a project in it that was scanned. */

import type { FindingsFilter, RunSummary } from '../../../workers/protocol';
import type { StoreHost } from '../../../workers/store/host';
import { Store } from '../../../workers/store/store';
import { makeFinding, makeResult, manyFindings } from '../fixtures';

/** One browser's storage, empty at the start of each test. */
export interface Storage {
  /** A new tab of the browser. */
  makeTab(): StoreHost;
  /** Changes the bytes of the database where they are stored, while no tab has it open. */
  damage(change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): Promise<void>;
}

/** Functions by what they show. */
export type Suite = Record<string, (storage: Storage) => Promise<void>>;

export const SUMMARY: Omit<RunSummary, 'id' | 'status'> = {
  ...{ startedMs: 1_700_000_000_000, elapsedMs: 250, files: 2, unchanged: 0, parsed: 2, skipped: 1 },
};

export async function openStore(storage: Storage): Promise<Store> {
  const store = new Store(storage.makeTab());
  await store.open();
  return store;
}

/** A store with a project that was scanned: two files, five findings. */
export async function openScanned(
  storage: Storage,
): Promise<{ store: Store; projectId: number; runId: number }> {
  const store = await openStore(storage);
  const projectId = await store.createProject('demo', 'files');
  const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-1' });
  await store.addFiles(runId, [entry('src/a.js'), entry('src/b.js')]);
  await store.putResults(runId, [
    makeResult('src/a.js', [...manyFindings(3), makeFinding(9, { suppressed: true })]),
    makeResult('src/b.js', [makeFinding(4, { ruleId: 'javascript/no-with', severity: 'low' })]),
  ]);
  await store.walked(runId);
  await store.endRun(runId, 'done', SUMMARY);
  return { store, projectId, runId };
}

export function entry(path: string) {
  return { path, size: 500, modifiedMs: 1_700_000_000_123 };
}

export function view(store: Store, filter: FindingsFilter) {
  return store.query('findingsView', { filter, groupBy: 'none', sortBy: 'path' });
}

export async function countFindings(store: Store, projectId: number): Promise<number> {
  return (await view(store, { projectId })).ids.length;
}
