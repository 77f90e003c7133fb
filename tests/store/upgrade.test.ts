/** A database of each older version opens, with all that was in it. A released version adds its dump to the fixtures. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { connect } from '../../workers/store/database-file';
import { SCHEMA_VERSION } from '../../workers/store/migrations';
import { Store } from '../../workers/store/store';
import { makeFinding, makeResult, makeRule } from './fixtures';
import { MemoryStorage } from './memory-host';

const folder = fileURLToPath(new URL('../fixtures/store', import.meta.url));
const dumps = readdirSync(folder).filter((name) => name.endsWith('.sql'));

async function restore(dump: string): Promise<MemoryStorage> {
  const storage = new MemoryStorage();
  const connection = await connect(await storage.makeTab().start());
  await connection.write((sql) => sql.script(readFileSync(`${folder}/${dump}`, 'utf8')));
  await connection.close();
  return storage;
}

/** A new scan finds the findings again that were stored before they had an identity. */
async function keepsIds(store: Store, projectId: number, ids: number[]): Promise<void> {
  const { runId } = await store.beginRun({ projectId, ruleSetHash: 'newer' });
  const findings = [1, 2].map((line) => makeFinding(line)).concat(makeFinding(9, { suppressed: true }));
  await store.putResults(runId, [makeResult('src/a.js', findings)]);
  const again = await store.query('findingsOfFile', { projectId, path: 'src/a.js' });
  expect(again.map(({ id }) => id)).toEqual(ids.slice(0, 3));
  expect(again[0]?.finding.identity).toBe('print-javascript/no-eval-1');
}

describe('upgrade', () => {
  it('has a dump of every older version', () => {
    const older = Array.from({ length: SCHEMA_VERSION - 1 }, (_, at) => `version-${at + 1}.sql`);
    expect(dumps.sort()).toEqual(older);
  });

  for (const dump of dumps) {
    it(`opens ${dump}`, async () => {
      const storage = await restore(dump);
      const store = new Store(storage.makeTab());
      await store.open();
      const [project] = await store.query('projects', {});
      expect(project).toMatchObject({ name: 'demo', files: 2, lastRun: { status: 'done' } });
      // It called whole what it had not read, so what it did is not taken for whole.
      expect(project?.completeness).toMatchObject({ state: 'partial', gaps: [{ kind: 'unrecorded' }] });
      const projectId = project?.id ?? 0;
      const details = await store.query('findingDetails', { projectId });
      expect(details.map(({ path, finding }) => [path, finding.range.start.line])).toEqual([
        ['src/a.js', 1],
        ['src/a.js', 2],
        ['src/a.js', 9],
        ['src/b.js', 4],
      ]);
      expect(details[2]?.finding).toEqual(makeFinding(9, { suppressed: true }));
      const text = await store.query('fileText', { projectId, path: 'src/a.js' });
      expect(new TextDecoder().decode(text)).toBe('let a = 1\n');
      expect(await store.query('setting', { key: 'theme' })).toBe('dark');
      const own = dump === 'version-1.sql' ? [] : [{ path: 'own.yml', text: 'id: own' }];
      expect(await store.userRuleFiles()).toEqual(own);
      await store.putRules([makeRule('javascript/no-eval')], []);
      expect(await store.query('rules', { text: 'eval' })).toHaveLength(1);
      const ids = details.map(({ id }) => id);
      expect((await store.query('findingDetail', { id: ids[2] ?? 0 }))?.finding).toEqual(details[2]?.finding);
      await keepsIds(store, projectId, ids);
      await store.close();
      await new Store(storage.makeTab()).open();
    });
  }
});

it('tells what the analysis dismissed from what comments hide, in rows that had one text for both', async () => {
  const store = new Store((await restore('version-4.sql')).makeTab());
  await store.open();
  const second = (await store.query('projects', {})).find(({ name }) => name === 'second');
  const [dismissed, open] = await store.query('findingDetails', { projectId: second?.id ?? 0 });
  const why = 'a branch that cannot be taken was left out';
  expect(dismissed?.finding.status).toEqual({ kind: 'dismissed', step: 'deep', why });
  expect(dismissed?.finding.flow).toHaveLength(3);
  expect(open?.finding).toEqual(makeFinding(5));
});
