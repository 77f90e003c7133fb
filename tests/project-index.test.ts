/**
 * What files tell others, from the engine to the index: over the real engine, pool and store. Workers that die lose
 * nothing, and what is interrupted goes on where it was.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { analyses, initSync } from '#engine';
import { makeIndexService } from '../workers/index/service';
import type { IndexAnswer, ProjectIndexService, SummaryMaker } from '../workers/protocol';
import { servePort } from '../workers/rpc/node';
import { Bench } from './faults/bench';

const engine = WebAssembly.compile(
  readFileSync(fileURLToPath(new URL('../crates/wasm/pkg/assay_wasm_bg.wasm', import.meta.url))),
);
const NEVER = new AbortController().signal;

const benches: Bench[] = [];
afterEach(() => {
  for (const bench of benches.splice(0)) bench.close();
});

async function scanned(): Promise<Bench> {
  const bench = new Bench();
  benches.push(bench);
  await bench.open();
  await bench.scan('rules');
  return bench;
}

async function startIndex(bench: Bench): Promise<ProjectIndexService> {
  const index = makeIndexService();
  await index.setup(await engine);
  await index.connect(servePort(bench.store));
  return index;
}

async function makerOf(build = 'build'): Promise<SummaryMaker> {
  initSync({ module: await engine });
  return { engine: build, analyses: analyses() };
}

const counts = ({ total, done, failed }: IndexAnswer<unknown>) => ({ total, done, failed });

describe('the index of a project', () => {
  it('knows every file once its summaries are made, those of files that no rule made anybody parse too', async () => {
    const bench = await scanned();
    const index = await startIndex(bench);
    const maker = await makerOf();
    const order = (revision: number) => ({ projectId: bench.projectId, revision, maker });
    const before = await index.follow(order(1), NEVER);
    expect(before.done).toBe(0);
    expect(before.total).toBeGreaterThan(0);

    await bench.putSummaries(maker.engine);
    const { paths, done } = await bench.store.unsummarised(bench.projectId, maker);
    expect(done).toBeGreaterThan(0);
    expect(paths.length).toBe(before.total - done);
    await bench.summarise(maker.engine, paths);
    const whole = await index.follow(order(2), NEVER);
    expect(counts(whole)).toEqual({ total: before.total, done: before.total, failed: 0 });
    await expect(index.definitions(1, 'anything', NEVER)).rejects.toMatchObject({
      envelope: { code: 'overtaken' },
    });
  });

  it('is the same after a worker died in the middle and after the index itself did', async () => {
    const bench = await scanned();
    const first = await startIndex(bench);
    const maker = await makerOf();
    const { paths } = await bench.store.unsummarised(bench.projectId, maker);
    const making = bench.summarise(maker.engine, paths);
    bench.killWorker(0);
    bench.killWorker(0);
    await making;
    const order = { projectId: bench.projectId, revision: 1, maker };
    const whole = await first.follow(order, NEVER);
    expect(whole.done).toBe(whole.total);
    const second = await startIndex(bench);
    expect(counts(await second.follow(order, NEVER))).toEqual(counts(whole));
  });

  it('goes on where a cancel stopped it', async () => {
    const bench = await scanned();
    const maker = await makerOf();
    const stop = new AbortController();
    const { paths, total } = await bench.store.unsummarised(bench.projectId, maker);
    await bench.summarise(maker.engine, paths.slice(0, 3));
    stop.abort();
    await bench.summarise(maker.engine, paths.slice(3), stop.signal);
    const { paths: rest, done } = await bench.store.unsummarised(bench.projectId, maker);
    expect(done).toBeGreaterThanOrEqual(3);
    expect(rest.length).toBe(total - done);
    await bench.summarise(maker.engine, rest);
    expect((await bench.store.unsummarised(bench.projectId, maker)).done).toBe(total);
  });

  it('makes summaries again for another engine, and forgets files that are gone', async () => {
    const bench = await scanned();
    const index = await startIndex(bench);
    const maker = await makerOf();
    const { paths, total } = await bench.store.unsummarised(bench.projectId, maker);
    await bench.summarise(maker.engine, paths);
    const other = await makerOf('another build');
    expect((await bench.store.unsummarised(bench.projectId, other)).paths).toHaveLength(total);
    const order = (revision: number) => ({ projectId: bench.projectId, revision, maker });
    expect((await index.follow(order(1), NEVER)).done).toBe(total);

    bench.project.files.set(paths[0] ?? '', 'gone');
    await bench.scan('other rules');
    await bench.putSummaries(maker.engine);
    const rest = await bench.store.unsummarised(bench.projectId, maker);
    await bench.summarise(maker.engine, rest.paths);
    const after = await index.follow(order(2), NEVER);
    expect(after.done).toBe(after.total);
    expect(after.total).toBeLessThanOrEqual(total);
  });
});
