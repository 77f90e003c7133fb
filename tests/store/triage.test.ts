/** Decisions about findings go with them: through edits, to other files, and away with their project. */

import { describe, expect, it } from 'vitest';
import { connect } from '../../workers/store/database-file';
import { Store } from '../../workers/store/store';
import { makeFinding, makeResult } from './fixtures';
import { MemoryStorage } from './memory-host';

const SUMMARY = { startedMs: 1, elapsedMs: 1, files: 1, unchanged: 0, parsed: 1, skipped: 0 };
const AROUND = '0123456789abcdef';
/** In the year 9999; ms. */
const FAR = 253_370_764_800_000;

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

describe('decisions', () => {
  async function scanned(files: Record<string, ReturnType<typeof finding>[]>, storage = new MemoryStorage()) {
    const store = new Store(storage.makeTab());
    await store.open();
    const projectId =
      (await store.query('projects', {}))[0]?.id ?? (await store.createProject('demo', 'files'));
    const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
    for (const [path, findings] of Object.entries(files)) {
      await store.addFiles(runId, [{ path, size: 1, modifiedMs: 1 }]);
      const hash = `of ${JSON.stringify(findings)}`;
      await store.putResults(runId, [makeResult(path, findings, { hash })]);
    }
    await store.walked(runId);
    await store.endRun(runId, 'done', SUMMARY);
    const states = async () => {
      const details = await store.query('findingDetails', { projectId });
      const rows = await store.query('findingRows', { projectId, ids: details.map(({ id }) => id) });
      expect(rows.map(({ state }) => state)).toEqual(details.map(({ state }) => state));
      return details.map(({ state }) => state);
    };
    const ids = (await store.query('findingDetails', { projectId })).map(({ id }) => id);
    const open = async () => (await store.query('project', { projectId }))?.counts.high;
    return { storage, store, projectId, ids, states, open };
  }

  it('are shown, counted and taken back', async () => {
    const { store, projectId, ids, states, open } = await scanned({
      'a.js': [finding('1'), finding('2', 5)],
      'b.js': [finding('3')],
    });
    expect(await open()).toBe(3);
    const said = { decision: 'accepted', reason: 'only in tests', owner: 'kim' } as const;
    const { changeId, count } = await store.decide(
      projectId,
      Uint32Array.from([ids[0] ?? 0, ids[2] ?? 0]),
      said,
    );
    expect(count).toBe(2);
    expect(await states()).toEqual(['accepted', 'open', 'accepted']);
    expect(await open()).toBe(1);
    const [first] = await store.query('findingDetails', { projectId });
    expect(first?.triage).toEqual(said);
    const filter = { projectId, states: ['accepted' as const] };
    const view = await store.query('findingsView', { filter, groupBy: 'none', sortBy: 'path' });
    expect([...view.ids]).toEqual([ids[0], ids[2]]);
    expect(view.facets.state).toEqual([
      { value: 'open', count: 1 },
      { value: 'accepted', count: 2 },
    ]);
    const undone = await store.undoDecision(projectId, changeId);
    expect(await states()).toEqual(['open', 'open', 'open']);
    expect(await open()).toBe(3);
    await store.undoDecision(projectId, undone?.changeId ?? 0);
    expect(await states()).toEqual(['accepted', 'open', 'accepted']);
    expect(await store.undoDecision(projectId, changeId)).toBeUndefined();
    await store.close();
  });

  it('outlive the page, and hold in the next scan', async () => {
    const { storage, store, projectId, ids } = await scanned({ 'a.js': [finding('1'), finding('2', 5)] });
    await store.decide(projectId, Uint32Array.from([ids[1] ?? 0]), {
      decision: 'false-positive',
      reason: 'no',
    });
    await store.close();
    const again = await scanned({ 'a.js': [finding('4'), finding('2', 9)] }, storage);
    expect(await again.states()).toEqual(['open', 'false-positive']);
    expect(await again.open()).toBe(1);
    await again.store.close();
    const moved = await scanned({ 'lib/a.js': [finding('4'), finding('2', 9)] }, storage);
    expect(await moved.states()).toEqual(['open', 'false-positive']);
    expect(await moved.open()).toBe(1);
    await moved.store.close();
  });

  it('that something is fixed hold until it is found again', async () => {
    const { storage, store, projectId, ids, states } = await scanned({
      'a.js': [finding('1'), finding('2', 5)],
    });
    await store.decide(projectId, Uint32Array.from(ids), { decision: 'fixed' });
    expect(await states()).toEqual(['fixed', 'fixed']);
    await store.close();
    const again = await scanned({ 'a.js': [finding('2', 4)] }, storage);
    expect(await again.states()).toEqual(['open']);
    await again.store.close();
  });

  it('end when their time is over', async () => {
    const { storage, store, projectId, ids, states } = await scanned({
      'a.js': [finding('1'), finding('2', 5)],
    });
    const soon = { decision: 'accepted', expiresMs: FAR } as const;
    await store.decide(projectId, Uint32Array.from(ids), soon);
    expect(await states()).toEqual(['accepted', 'accepted']);
    await store.decide(projectId, Uint32Array.from(ids.slice(0, 1)), { expiresMs: 1 });
    expect(await states()).toEqual(['open', 'accepted']);
    await store.decide(projectId, Uint32Array.from(ids.slice(1)), { note: 'of the one beside it' });
    expect(await states()).toEqual(['open', 'accepted']);
    await store.close();
    const connection = await connect(await storage.makeTab().start());
    await connection.write((sql) => sql.run('UPDATE triage SET expires_ms = 1'));
    await connection.close();
    const later = new Store(storage.makeTab());
    await later.open();
    const details = await later.query('findingDetails', { projectId });
    expect(details.map(({ state }) => state)).toEqual(['open', 'open']);
    expect(details[0]?.triage).toMatchObject({ decision: 'accepted', expiresMs: 1 });
    expect((await later.query('project', { projectId }))?.counts.high).toBe(2);
    await later.close();
  });

  it('keep the note and the owner when they change', async () => {
    const { store, projectId, ids } = await scanned({ 'a.js': [finding('1')] });
    const all = Uint32Array.from(ids);
    const triage = async () => (await store.query('findingDetail', { id: ids[0] ?? 0 }))?.triage;
    await store.decide(projectId, all, { note: 'ask Kim', owner: 'kim' });
    expect(await triage()).toEqual({ note: 'ask Kim', owner: 'kim' });
    await store.decide(projectId, all, { decision: 'false-positive', reason: 'a constant' });
    expect(await triage()).toEqual({
      ...{ decision: 'false-positive', reason: 'a constant' },
      ...{ note: 'ask Kim', owner: 'kim' },
    });
    await store.decide(projectId, all, { decision: 'open', note: '' });
    expect(await triage()).toEqual({ owner: 'kim' });
    await store.close();
  });

  it('are those that are named last', async () => {
    const { store, projectId, states } = await scanned({ 'a.js': [finding('1'), finding('2', 5)] });
    const { identity } = finding('1');
    const said = (['accepted', 'fixed', 'accepted'] as const).map((decision, at) => ({
      ...{ identity: at === 0 ? finding('2').identity : identity, path: 'a.js', triage: { decision } },
    }));
    expect((await store.putDecisions(projectId, said)).count).toBe(2);
    expect(await states()).toEqual(['accepted', 'accepted']);
    expect(await store.query('decisions', { projectId })).toHaveLength(2);
    await store.close();
  });
});
