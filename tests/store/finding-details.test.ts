/** What asking for some of many findings costs, counted in findings that are decoded. */

import { expect, it, vi } from 'vitest';
import { Store } from '../../workers/store/store';
import { makeResult, manyFindings } from './fixtures';
import { MemoryStorage } from './memory-host';

const { decoded } = vi.hoisted(() => ({ decoded: { findings: 0 } }));

vi.mock('../../workers/store/finding-codec', async (load) => {
  const codec = await load<typeof import('../../workers/store/finding-codec')>();
  const unpack: typeof codec.unpack = (...block) => {
    const found = codec.unpack(...block);
    decoded.findings += found.length;
    return found;
  };
  return { ...codec, unpack };
});

const FILES = 20;
const IN_EACH = 600;
const PIECE = 1000;
/** In a row of the table; a piece may begin and end inside one. */
const BLOCK = 250;

async function openMany(): Promise<{ store: Store; projectId: number; ids: number[] }> {
  const store = new Store(new MemoryStorage().makeTab());
  await store.open();
  const projectId = await store.createProject('many', 'files');
  const { runId } = await store.beginRun({ projectId, ruleSetHash: 'r' });
  const results = Array.from({ length: FILES }, (_, at) => makeResult(`f${at}.js`, manyFindings(IN_EACH)));
  await store.putResults(runId, results);
  const view = await store.query('findingsView', {
    ...{ filter: { projectId }, groupBy: 'none', sortBy: 'path' },
  });
  return { store, projectId, ids: Array.from(view.ids).sort((a, b) => a - b) };
}

it('decodes each finding about once, however many pieces they are asked for in', async () => {
  const { store, projectId, ids } = await openMany();
  decoded.findings = 0;
  const given: number[] = [];
  for (let at = 0; at < ids.length; at += PIECE) {
    const piece = await store.query('findingDetails', { projectId, ids: ids.slice(at, at + PIECE) });
    given.push(...piece.map(({ id }) => id));
  }
  expect(given.sort((a, b) => a - b)).toEqual(ids);
  const pieces = Math.ceil(ids.length / PIECE);
  expect(decoded.findings).toBeGreaterThanOrEqual(ids.length);
  expect(decoded.findings).toBeLessThan(ids.length + pieces * 2 * BLOCK);
});

it('gives nothing for ids of another project, or that are gone', async () => {
  const { store, projectId, ids } = await openMany();
  expect(await store.query('findingDetails', { projectId: projectId + 1, ids: ids.slice(0, 3) })).toEqual([]);
  expect(await store.query('findingDetails', { projectId, ids: [ids.length + 1000] })).toEqual([]);
});
