/** The store's suite over memory. */

import { describe, expect, it } from 'vitest';
import { connect } from '../../workers/store/database-file';
import { Store } from '../../workers/store/store';
import { makeResult, manyFindings } from './fixtures';
import { MemoryStorage } from './memory-host';
import { type Storage, suite } from './suite';

function makeStorage(): Storage & { memory: MemoryStorage } {
  const memory = new MemoryStorage();
  return {
    memory,
    makeTab: () => memory.makeTab(),
    damage: async (change) => {
      const file = memory.files.get('/assay.db');
      if (!file) throw new Error('There is no database.');
      const bytes = change(new Uint8Array(file.data.slice(0, file.size)));
      file.data = bytes.buffer;
      file.size = bytes.length;
    },
  };
}

describe('store over memory', () => {
  for (const [name, run] of Object.entries(suite)) it(name, () => run(makeStorage()));
});

async function openScanning(storage: MemoryStorage) {
  const store = new Store(storage.makeTab());
  await store.open();
  const projectId = await store.createProject('demo', 'files');
  const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
  return { store, projectId, runId };
}

describe('a tab that ends', () => {
  it('leaves a temporary project behind that the next one removes', async () => {
    const storage = new MemoryStorage();
    const tab = storage.makeTab();
    const store = new Store(tab);
    await store.open();
    const left = await store.createTemporary('left');
    await store.close();
    tab.die();
    const next = new Store(storage.makeTab());
    await next.open();
    await next.removeTemporary();
    expect(await next.query('project', { projectId: left })).toBeUndefined();
  });

  it('is not taken for one that keeps its project at that moment', async () => {
    const storage = new MemoryStorage();
    const store = new Store(storage.makeTab());
    await store.open();
    const projectId = await store.createTemporary('shown');
    const tab = storage.makeTab();
    const { take } = tab.claims;
    // The other tab waits for the claim while this one keeps the project, and then gets it.
    const takeLate: typeof take = async (name, waitMs) => {
      if (name.startsWith('assay-temporary')) await store.keepProject(projectId);
      return take(name, waitMs);
    };
    const other = new Store({ ...tab, claims: { take: takeLate } });
    await other.open();
    await other.removeTemporary();
    expect((await other.query('projects', {})).map(({ name }) => name)).toEqual(['shown']);
  });
});

describe('store with a failing file system', () => {
  it('says that there is no room, keeps what it has, and goes on when there is room', async () => {
    const storage = new MemoryStorage();
    const { store, projectId, runId } = await openScanning(storage);
    await store.putResults(runId, [makeResult('first.js', manyFindings(3))]);
    storage.isFull = true;
    await expect(store.putResults(runId, [makeResult('lost.js', manyFindings(900))])).rejects.toMatchObject({
      envelope: { code: 'quota-exceeded' },
    });
    storage.isFull = false;
    expect(await store.putResults(runId, [makeResult('next.js', manyFindings(2))])).toBe(true);
    const tree = await store.query('treeFiles', { projectId });
    expect(tree.map(({ path, findings }) => [path, findings])).toEqual([
      ['first.js', 3],
      ['next.js', 2],
    ]);
  });

  it('says of a run that found no room that its results could not be stored, in every answer', async () => {
    const storage = new MemoryStorage();
    const { store, projectId, runId } = await openScanning(storage);
    const entry = (path: string) => ({ path, size: 1, modifiedMs: 1 });
    await store.addFiles(runId, [entry('first.js'), entry('lost.js')]);
    await store.walked(runId);
    await store.putResults(runId, [makeResult('first.js', manyFindings(3))]);
    storage.isFull = true;
    await expect(store.putResults(runId, [makeResult('lost.js', manyFindings(900))])).rejects.toThrow();
    const summary = { startedMs: 1, elapsedMs: 1, files: 2, unchanged: 0, parsed: 2, skipped: 0 };
    await expect(store.endRun(runId, 'failed', summary)).rejects.toMatchObject({
      envelope: { code: 'quota-exceeded' },
    });
    const partial = { state: 'partial', done: 1, total: 2, gaps: [{ kind: 'not-stored', count: 1 }] };
    const answers = async () => {
      const filter = { projectId };
      const { completeness } = await store.query('findingsView', { filter, groupBy: 'none', sortBy: 'path' });
      return [(await store.query('project', { projectId }))?.completeness, completeness];
    };
    for (const answer of await answers()) expect(answer).toMatchObject(partial);
    storage.isFull = false;
    await store.beginRun({ projectId, ruleSetHash: 'r' });
    for (const answer of await answers()) expect(answer).toMatchObject({ state: 'partial', gaps: [] });
    expect(await store.knownFiles(projectId, 'r')).toHaveLength(1);
  });

  it('rebuilds indexes that do not fit their tables', async () => {
    const storage = new MemoryStorage();
    const { store, projectId, runId } = await openScanning(storage);
    await store.putResults(runId, [makeResult('a.js', manyFindings(3)), makeResult('b.js', manyFindings(4))]);
    await store.close();
    const connection = await connect(await storage.makeTab().start());
    const unfit = `UPDATE sqlite_schema SET sql = 'CREATE INDEX findings_by_file ON findings (count)' WHERE name = 'findings_by_file'`;
    await connection.plain((sql) =>
      sql.script(`PRAGMA writable_schema = ON; ${unfit}; PRAGMA writable_schema = RESET`),
    );
    await connection.plain((sql) => sql.script('REINDEX'));
    const fit = unfit.replace('(count)', '(file_id)');
    await connection.plain((sql) =>
      sql.script(`PRAGMA writable_schema = ON; ${fit}; PRAGMA writable_schema = RESET`),
    );
    await connection.close();
    const again = new Store(storage.makeTab());
    await again.open();
    const count = async () => (await again.query('findingDetails', { projectId })).length;
    expect(await count()).not.toBe(7);
    await again.rebuild();
    expect(await count()).toBe(7);
  });

  it('names damage in the middle of the database, and still exports it', async () => {
    const storage = makeStorage();
    const { store, projectId, runId } = await openScanning(storage.memory);
    await store.putResults(runId, [makeResult('a.js', manyFindings(2000))]);
    await store.close();
    await storage.damage((bytes) => bytes.fill(0xee, 16_384 * 3));
    const again = new Store(storage.makeTab());
    const opened = await again
      .open()
      .then(
        () => again.query('findingDetails', { projectId }),
        (error: unknown) => Promise.reject(error),
      )
      .catch((error: { envelope?: { code: string } }) => error.envelope?.code);
    expect(opened).toBe('database-corrupt');
    expect((await again.exportDatabase()).length).toBeGreaterThan(16_384 * 3);
  });
});
