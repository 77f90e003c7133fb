/** The database itself: reopened, cut off, damaged, handed out, and started anew. */

import { connect } from '../../../workers/store/database-file';
import { Store } from '../../../workers/store/store';
import { becomes, equal, ok, rejection } from '../check';
import { makeResult, manyFindings } from '../fixtures';
import {
  countFindings,
  entry,
  openScanned,
  openStore,
  type Storage,
  SUMMARY,
  type Suite,
  view,
} from './scanned';

async function openRejection(storage: Storage): Promise<string> {
  const store = new Store(storage.makeTab());
  try {
    return await rejection(store.open());
  } finally {
    await store.close();
  }
}

/** The bytes as they were. */
async function damagedBy(storage: Storage, change: (bytes: Uint8Array<ArrayBuffer>) => void) {
  let original = new Uint8Array();
  await storage.damage((bytes) => {
    original = bytes.slice();
    change(bytes);
    return bytes;
  });
  return original;
}

export const database: Suite = {
  async 'has all rows after reopening'(storage) {
    const { projectId, runId } = await openScanned(storage);
    const store = await openStore(storage);
    const [project] = await store.query('projects', {});
    equal(project?.lastRun, { id: runId, status: 'done', ...SUMMARY }, 'last run');
    equal(project?.counts, { info: 0, low: 1, medium: 0, high: 3, critical: 0 }, 'counts');
    const { ids, total } = await view(store, { projectId });
    equal([ids.length, total], [5, 5], 'findings');
    const none = await view(store, { projectId, states: ['open'], text: 'nowhere to be found' });
    equal([none.ids.length, none.total], [0, 4], 'findings that are not suppressed');
    const rows = await store.query('findingRows', { projectId, ids: Array.from(ids) });
    equal(
      rows.map(({ path, line, state }) => [path, line, state]),
      [
        ['src/a.js', 1, 'open'],
        ['src/a.js', 2, 'open'],
        ['src/a.js', 3, 'open'],
        ['src/a.js', 9, 'suppressed'],
        ['src/b.js', 4, 'open'],
      ],
    );
  },

  async 'opens a database whose creation was cut off before it had tables'(storage) {
    const instance = await storage.makeTab().start();
    await (await connect(instance)).close();
    await instance.dispose();
    const store = await openStore(storage);
    equal(await store.query('projects', {}), [], 'projects');
    await store.close();
  },

  async 'answers the same from the index that followed and from a fresh one'(storage) {
    const { store, projectId } = await openScanned(storage);
    await view(store, { projectId });
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'rules-2' });
    await store.addFiles(runId, [entry('src/a.js'), entry('src/c.js')]);
    await store.putResults(runId, [makeResult('src/a.js', manyFindings(2, { severity: 'critical' }))]);
    await store.putResults(runId, [makeResult('src/c.js', manyFindings(300))]);
    await store.walked(runId);
    await store.endRun(runId, 'done', SUMMARY);
    const other = await openStore(storage);
    const params = { filter: { projectId }, groupBy: 'rule', sortBy: 'severity' } as const;
    equal(await store.query('findingsView', params), await other.query('findingsView', params), 'view');
    equal(
      await store.query('treeFiles', { projectId }),
      await other.query('treeFiles', { projectId }),
      'tree',
    );
    equal(await countFindings(store, projectId), 302, 'findings');
  },

  async 'exports the database, and starts anew after a reset'(storage) {
    const { store } = await openScanned(storage);
    const bytes = await store.exportDatabase();
    equal(new TextDecoder().decode(bytes.subarray(0, 15)), 'SQLite format 3', 'header');
    ok(bytes.length > 16_384, 'pages');
    const other = await openStore(storage);
    await store.reset();
    equal(await store.query('projects', {}), [], 'projects');
    await becomes(() => other.query('projects', {}), [], 'projects of the other tab');
  },

  async 'says what is wrong with a database that it cannot use'(storage) {
    const first = await openScanned(storage);
    await first.store.close();
    const original = await damagedBy(storage, (bytes) => new DataView(bytes.buffer).setUint32(60, 999));
    equal(await openRejection(storage), 'database-newer');
    await storage.damage(() => original.slice());
    await damagedBy(storage, (bytes) => new DataView(bytes.buffer).setUint32(68, 1));
    equal(await openRejection(storage), 'database-foreign');
    await storage.damage(() => original.slice());
    await damagedBy(storage, (bytes) => bytes.fill(7, 0, 100));
    equal(await openRejection(storage), 'database-corrupt');
    const store = new Store(storage.makeTab());
    await rejection(store.open());
    equal((await store.exportDatabase()).length, original.length, 'exported bytes');
    equal(await rejection(store.query('projects', {})), 'store-not-open');
    await store.reset();
    equal(await store.query('projects', {}), [], 'projects after the reset');
  },
};
