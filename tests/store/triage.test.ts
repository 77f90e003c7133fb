/** Decisions about findings go with them: through edits, to other files, and away with their project. */

import { expect, it } from 'vitest';
import { connect } from '../../workers/store/database-file';
import { Store } from '../../workers/store/store';
import { makeFinding, makeResult } from './fixtures';
import { MemoryStorage } from './memory-host';

const SUMMARY = { startedMs: 1, elapsedMs: 1, files: 1, unchanged: 0, parsed: 1, skipped: 0 };
const AROUND = '0123456789abcdef';

/** A finding whose code is named by a hexadecimal digit. */
function finding(code: string, line = 1) {
  const identity = `${code.repeat(16)}-00000000-0`;
  return { ...makeFinding(line), identity, surroundings: AROUND, excerpt: `code ${code}` };
}

async function decisions(storage: MemoryStorage): Promise<unknown[]> {
  const connection = await connect(await storage.makeTab().start());
  const rows = await connection.read((sql) =>
    sql.all('SELECT identity, path, state FROM triage ORDER BY id'),
  );
  await connection.close();
  return rows;
}

it('follows findings', async () => {
  const storage = new MemoryStorage();
  const scan = async (path: string, findings: ReturnType<typeof finding>[]) => {
    const store = new Store(storage.makeTab());
    await store.open();
    const [known] = await store.query('projects', {});
    const projectId = known?.id ?? (await store.createProject('demo', 'files'));
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
    await store.addFiles(runId, [{ path, size: 1, modifiedMs: 1 }]);
    await store.putResults(runId, [makeResult(path, findings, { hash: `of ${JSON.stringify(findings)}` })]);
    await store.walked(runId);
    await store.endRun(runId, 'done', SUMMARY);
    await store.close();
    return projectId;
  };
  const projectId = await scan('a.js', [finding('1'), finding('5', 9)]);
  const connection = await connect(await storage.makeTab().start());
  for (const code of ['1', '5']) {
    await connection.write((sql) =>
      sql.run('INSERT INTO triage (project_id, identity, path, state) VALUES (?, ?, ?, ?)', [
        ...[projectId, finding(code).identity, 'a.js', `decided ${code}`],
      ]),
    );
  }
  await connection.close();

  await scan('a.js', [finding('2'), finding('5', 9)]);
  expect(await decisions(storage)).toEqual([
    [finding('2').identity, 'a.js', 'decided 1'],
    [finding('5').identity, 'a.js', 'decided 5'],
  ]);
  await scan('b.js', [finding('2'), finding('5', 9)]);
  expect(await decisions(storage)).toEqual([
    [finding('2').identity, 'b.js', 'decided 1'],
    [finding('5').identity, 'b.js', 'decided 5'],
  ]);
  // It outlives its finding, which may come back.
  await scan('b.js', [finding('2')]);
  expect(await decisions(storage)).toHaveLength(2);

  const store = new Store(storage.makeTab());
  await store.open();
  await store.deleteProject(projectId);
  await store.close();
  expect(await decisions(storage)).toEqual([]);
});
