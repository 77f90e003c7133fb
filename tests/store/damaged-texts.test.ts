/** A kept text that is damaged is no reason for a run not to end: files that moved are compared without it. */
import { expect, it } from 'vitest';
import { deflate } from '../../workers/protocol';
import { connect } from '../../workers/store/database-file';
import { Store } from '../../workers/store/store';
import { makeFinding, makeReport, toResult } from './fixtures';
import { MemoryStorage } from './memory-host';

const SUMMARY = { startedMs: 1, elapsedMs: 1, files: 1, unchanged: 0, parsed: 1, skipped: 0 };
const FINDING = {
  ...makeFinding(1),
  identity: `${'1'.repeat(16)}-00000000-0`,
  surroundings: '0123456789abcdef',
};

it('ends a run in which a file with a damaged text has moved', async () => {
  const storage = new MemoryStorage();
  const text = await deflate(new TextEncoder().encode('line\n'.repeat(50)), 'deflate-raw');
  /** Scans a project of one file; answers with the id of its finding. */
  const scan = async (path: string): Promise<number | undefined> => {
    const store = new Store(storage.makeTab());
    await store.open();
    const [known] = await store.query('projects', {});
    const projectId = known?.id ?? (await store.createProject('demo', 'files'));
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
    await store.addFiles(runId, [{ path, size: 1, modifiedMs: 1 }]);
    await store.putResults(runId, [toResult(makeReport(path, [FINDING]), { hash: path, text })]);
    await store.walked(runId);
    await store.endRun(runId, 'done', SUMMARY);
    const [finding] = await store.query('findingsOfFile', { projectId, path });
    await store.close();
    return finding?.id;
  };
  const id = await scan('old/a.js');
  expect(id).toBeDefined();
  const connection = await connect(await storage.makeTab().start());
  const damaged = await connection.write((sql) =>
    sql.all("UPDATE texts SET data = x'ff00ff' RETURNING hash"),
  );
  await connection.close();
  expect(damaged).toHaveLength(1);
  expect(await scan('new/a.js')).toBe(id);
});
