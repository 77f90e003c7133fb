/** What was open after each run can be listed and compared, with one another and with a baseline. */

import { expect, it } from 'vitest';
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

async function opened() {
  const store = new Store(new MemoryStorage().makeTab());
  await store.open();
  const projectId = await store.createProject('demo', 'files');
  let startedMs = 0;
  const scan = async (files: Record<string, ReturnType<typeof finding>[]>) => {
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
    const paths = Object.keys(files);
    await store.addFiles(
      runId,
      paths.map((path) => ({ path, size: 1, modifiedMs: 1 })),
    );
    const results = Object.entries(files).map(([path, found]) =>
      makeResult(path, found, { hash: `of ${JSON.stringify(found)}` }),
    );
    await store.putResults(runId, results);
    await store.walked(runId);
    startedMs += 1000;
    await store.endRun(runId, 'done', { ...SUMMARY, startedMs });
    return runId;
  };
  return { store, projectId, scan };
}

it('any two runs are compared, and the last one’s findings can be read', async () => {
  const { store, projectId, scan } = await opened();
  const first = await scan({ 'a.js': [finding('1'), finding('2', 5)] });
  const second = await scan({ 'a.js': [finding('1')] });
  const third = await scan({ 'b.js': [finding('1'), finding('3', 9)] });
  const runs = await store.query('snapshots', { projectId });
  expect(runs.map(({ runId, madeMs, findings }) => [runId, madeMs, findings])).toEqual([
    [first, 1000, 2],
    [second, 2000, 1],
    [third, 3000, 2],
  ]);
  expect(runs[0]?.counts.reduce((sum, count) => sum + count, 0)).toBe(2);
  const changes = await store.query('snapshotChanges', { projectId, before: first, after: third });
  expect(changes?.counts).toEqual({ new: 1, gone: 1, moved: 1 });
  expect(changes?.new).toMatchObject([{ path: 'b.js', line: 9, id: expect.any(Number) }]);
  expect(changes?.new[0]?.id).toBeGreaterThan(0);
  expect(changes?.gone).toMatchObject([{ path: 'a.js', line: 5, id: 0 }]);
  expect(changes?.moved).toMatchObject([{ path: 'b.js', line: 1, formerPath: 'a.js' }]);
  const back = await store.query('snapshotChanges', { projectId, before: third, after: first });
  expect(back?.counts).toEqual({ new: 1, gone: 1, moved: 1 });
  await store.close();
});

it('a run lists what was open after it, and not what was decided', async () => {
  const { store, projectId, scan } = await opened();
  await scan({ 'a.js': [finding('1'), finding('2', 5)] });
  const [one] = await store.query('findingsOfFile', { projectId, path: 'a.js' });
  await store.decide(projectId, Uint32Array.of(one?.id ?? 0), { decision: 'accepted', reason: 'no' });
  const second = await scan({ 'a.js': [finding('1'), finding('2', 5)] });
  const found = await store.query('snapshotFindings', { projectId, runId: second });
  expect(found).toMatchObject({ count: 1, listed: [{ path: 'a.js', line: 5 }] });
  expect(await store.query('snapshotFindings', { projectId, runId: second, rank: 0 })).toMatchObject({
    count: 0,
  });
  expect(await store.query('snapshotFindings', { projectId, runId: 99 })).toBeUndefined();
  await store.close();
});

it('a baseline is compared like a run, replaced and taken away', async () => {
  const { store, projectId, scan } = await opened();
  const run = await scan({ 'a.js': [finding('1')] });
  await store.putBaseline(projectId, await store.query('openFindings', { projectId }));
  const next = await scan({ 'a.js': [finding('1'), finding('2', 5)] });
  const changes = await store.query('snapshotChanges', { projectId, before: 0, after: next });
  expect(changes?.counts).toEqual({ new: 1, gone: 0, moved: 0 });
  expect((await store.query('snapshots', { projectId })).map(({ runId }) => runId)).toEqual([0, run, next]);
  await store.putBaseline(projectId, undefined);
  expect((await store.query('snapshots', { projectId })).map(({ runId }) => runId)).toEqual([run, next]);
  await store.deleteProject(projectId);
  await store.close();
});

it('the list is narrowed to what is new since a run or the baseline, also after it was decided', async () => {
  const { store, projectId, scan } = await opened();
  const first = await scan({ 'a.js': [finding('1')] });
  await store.putBaseline(projectId, await store.query('openFindings', { projectId }));
  await scan({ 'a.js': [finding('1', 7), finding('2', 9)] });
  const listed = async (since: number) => {
    const filter = { projectId, since };
    const { ids } = await store.query('findingsView', { filter, groupBy: 'none', sortBy: 'path' });
    const rows = await store.query('findingRows', { projectId, ids: [...ids] });
    return rows.map(({ line, state }) => `${line} ${state}`);
  };
  expect(await listed(0)).toEqual(['9 open']);
  expect(await listed(first)).toEqual(['9 open']);
  const { ids } = await store.query('findingsView', {
    ...{ filter: { projectId, since: 0 }, groupBy: 'none' as const, sortBy: 'path' as const },
  });
  await store.decide(projectId, ids, { decision: 'accepted', reason: 'no' });
  expect(await listed(0)).toEqual(['9 accepted']);
  expect(await listed(99)).toHaveLength(2);
  await store.close();
});
