/** What a run says of the one before it: which findings are new, gone, and in other files. */
import { expect, it } from 'vitest';
import { deflate, type Problem, type RunChanges } from '../../workers/protocol';
import { connect } from '../../workers/store/database-file';
import { Store } from '../../workers/store/store';
import { makeFinding, makeReport, toResult } from './fixtures';
import { MemoryStorage } from './memory-host';

const SUMMARY = { startedMs: 1, elapsedMs: 1, files: 1, unchanged: 0, parsed: 1, skipped: 0 };

/** A finding whose code is named by a hexadecimal digit, between lines that are its own. */
function finding(code: string, line: number, suppressed = false) {
  const identity = `${code.repeat(16)}-00000000-0`;
  return {
    ...makeFinding(line, { suppressed }),
    identity,
    surroundings: code.repeat(16),
    excerpt: `code ${code}`,
  };
}

type Files = Record<string, { findings: ReturnType<typeof finding>[]; problems?: Problem[] }>;

async function scan(store: Store, projectId: number, files: Files, status: 'done' | 'cancelled' = 'done') {
  const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
  const paths = Object.keys(files);
  await store.addFiles(
    runId,
    paths.map((path) => ({ path, size: 1, modifiedMs: 1 })),
  );
  const results = Object.entries(files).map(([path, { findings, problems }]) =>
    toResult(makeReport(path, findings, problems), { hash: JSON.stringify(findings) }),
  );
  await store.putResults(runId, results);
  if (status === 'done') await store.walked(runId);
  await store.endRun(runId, status, SUMMARY);
  return store.query('runChanges', { projectId });
}

const told = (changes: RunChanges | undefined) =>
  changes && {
    counts: changes.counts,
    new: changes.new.map(({ path, excerpt }) => `${path} ${excerpt}`),
    gone: changes.gone.map(({ path, excerpt }) => `${path} ${excerpt}`),
    moved: changes.moved.map(({ path, formerPath, excerpt }) => `${formerPath} → ${path} ${excerpt}`),
  };

it('says what is new, gone and moved since the run before', async () => {
  const store = new Store(new MemoryStorage().makeTab());
  await store.open();
  const projectId = await store.createProject('demo', 'files');
  const first: Files = {
    'a.js': { findings: [finding('1', 1), finding('2', 5)] },
    'b.js': { findings: [finding('3', 1)] },
    'c.js': { findings: [finding('4', 1)] },
  };
  expect(await scan(store, projectId, first)).toBeUndefined();
  expect(told(await scan(store, projectId, first))).toEqual({
    ...{ counts: { new: 0, gone: 0, moved: 0 }, new: [], gone: [], moved: [] },
  });
  const second: Files = {
    'a.js': { findings: [finding('1', 3), finding('5', 9), finding('6', 12, true)] },
    'd.js': { findings: [finding('3', 1)] },
  };
  const changes = await scan(store, projectId, second);
  expect(told(changes)).toEqual({
    counts: { new: 1, gone: 2, moved: 1 },
    new: ['a.js code 5'],
    gone: ['a.js code 2', 'c.js code 4'],
    moved: ['b.js → d.js code 3'],
  });
  const [moved] = changes?.moved ?? [];
  expect(await store.query('findingDetail', { id: moved?.id ?? 0 })).toMatchObject({ path: 'd.js' });
  await store.close();
});

it('knows what is new by its id, also where that comes next after one that the file had', async () => {
  const store = new Store(new MemoryStorage().makeTab());
  await store.open();
  const projectId = await store.createProject('demo', 'files');
  await scan(store, projectId, { 'a.js': { findings: [finding('1', 1)] } });
  const grown = { 'a.js': { findings: [finding('1', 1), finding('2', 5)] } };
  expect(told(await scan(store, projectId, grown))).toMatchObject({ new: ['a.js code 2'], gone: [] });
  const moved = {
    'a.js': { findings: [finding('1', 1), finding('3', 9)] },
    'b.js': { findings: [finding('2', 5)] },
  };
  expect(told(await scan(store, projectId, moved))).toMatchObject({
    ...{ new: ['a.js code 3'], gone: [], moved: ['a.js → b.js code 2'] },
  });
  await store.close();
});

it('says nothing of a run that did not come to its end, and nothing is gone from a file that was cut off', async () => {
  const store = new Store(new MemoryStorage().makeTab());
  await store.open();
  const projectId = await store.createProject('demo', 'files');
  const whole: Files = { 'a.js': { findings: [finding('1', 1), finding('2', 5)] } };
  await scan(store, projectId, whole);
  const problems: Problem[] = [{ kind: 'timed-out', message: 'cut off', path: 'a.js' }];
  const cut: Files = { 'a.js': { findings: [finding('1', 1)], problems } };
  expect(told(await scan(store, projectId, cut))).toMatchObject({ counts: { new: 0, gone: 0, moved: 0 } });
  expect(await scan(store, projectId, whole, 'cancelled')).toBeUndefined();
  await store.deleteProject(projectId);
  expect(await store.query('runChanges', { projectId })).toBeUndefined();
  await store.close();
});

it('ends though kept texts and what was said of a run are damaged', async () => {
  const storage = new MemoryStorage();
  const open = async () => {
    const store = new Store(storage.makeTab());
    await store.open();
    return store;
  };
  const text = async () => deflate(new TextEncoder().encode('line\n'.repeat(50)), 'deflate-raw');
  let store = await open();
  const projectId = await store.createProject('demo', 'files');
  const run = async (path: string, code: string) => {
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
    await store.addFiles(runId, [{ path, size: 1, modifiedMs: 1 }]);
    const report = makeReport(path, [finding(code, 1)]);
    await store.putResults(runId, [toResult(report, { hash: path, text: await text() })]);
    await store.walked(runId);
    await store.endRun(runId, 'done', SUMMARY);
  };
  await run('old/a.js', '1');
  await run('old/a.js', '1');
  await store.close();
  const connection = await connect(await storage.makeTab().start());
  const texts = await connection.write((sql) => sql.all("UPDATE texts SET data = x'ff00ff' RETURNING hash"));
  await connection.write((sql) => sql.run("UPDATE settings SET value = '{' WHERE key LIKE '%.changes'"));
  await connection.close();
  expect(texts).toHaveLength(1);

  store = await open();
  expect(await store.query('runChanges', { projectId })).toBeUndefined();
  await run('new/a.js', '1');
  expect(told(await store.query('runChanges', { projectId }))).toMatchObject({
    counts: { new: 0, gone: 0, moved: 1 },
  });
  await store.close();
});
