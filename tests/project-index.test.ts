/**
 * What files tell others, from the engine to the index: over the real engine, pool and store. Workers that die lose
 * nothing, and what is interrupted goes on where it was.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { analyses, initSync } from '#engine';
import { makeIndexService } from '../workers/index/service';
import type { IndexAnswer, ProjectIndexService, SearchPart, SummaryMaker } from '../workers/protocol';
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

async function scanned(texts: Record<string, string> = {}): Promise<Bench> {
  const bench = new Bench();
  benches.push(bench);
  for (const [path, text] of Object.entries(texts)) bench.project.texts.set(path, text);
  await bench.open();
  await bench.scan('rules');
  return bench;
}

async function startIndex(bench: Bench): Promise<ProjectIndexService> {
  const index = makeIndexService();
  await index.setup(await engine, (name) => bench.loadGrammar(name));
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

/** A function that two files use, one of them many times. */
const CALLS = 3000;
const TOTAL = {
  'a/f1.js': '/** Adds up. */\nexport function total(list) {\n  return list.length;\n}\n',
  'f1.js': "import { total } from './a/f1.js';\n\nconsole.log(total([]), total([1]));\n",
  'f3.js': `import { total } from './a/f1.js';\n${'total([]);\n'.repeat(CALLS)}`,
};

describe('questions about names', () => {
  async function whole() {
    const bench = await scanned(TOTAL);
    await bench.keepTexts();
    const index = await startIndex(bench);
    const maker = await makerOf();
    await bench.summarise(maker.engine, (await bench.store.unsummarised(bench.projectId, maker)).paths);
    const order = { projectId: bench.projectId, revision: 1, maker };
    await index.follow(order, NEVER);
    await index.followTexts(order, 1e9, NEVER);
    return { bench, index, order };
  }

  it('are answered with how much of the project is known', async () => {
    const { index } = await whole();
    const use = { path: 'f1.js', line: 3, col: 13 };
    const { found, total, done, texts, searchable } = await index.query(1, 'definitionsAt', use, NEVER);
    expect(found).toMatchObject([{ file: 'a/f1.js', line: 2, col: 17, kind: 'function', certain: true }]);
    expect([done, searchable]).toEqual([total, texts]);

    const card = await index.query(1, 'hoverAt', use, NEVER);
    expect(card.found).toMatchObject({
      name: 'total',
      signature: 'function total(list)',
      doc: 'Adds up.',
    });
    expect((await index.query(1, 'hoverAt', { ...use, line: 2, col: 1 }, NEVER)).found).toBeNull();

    const same = await index.query(1, 'occurrencesAt', use, NEVER);
    expect(same.found.map(({ line, col }) => [line, col])).toEqual([
      [1, 10],
      [3, 13],
      [3, 24],
    ]);
    const outline = await index.query(1, 'outline', { path: 'a/f1.js' }, NEVER);
    expect(outline.found).toMatchObject([
      { name: 'total', kind: 'function', nameRange: { start: { line: 2 } } },
    ]);
    const { found: callees } = await index.query(1, 'callees', { path: 'a/f1.js', line: 2, col: 17 }, NEVER);
    expect(callees).toEqual([]);
    const asked = await index.query(
      1,
      'ask',
      { words: 'where do we add up the total', limit: 5, byMeaning: false },
      NEVER,
    );
    expect(asked.found[0]).toMatchObject({ name: 'total', file: 'a/f1.js' });
  });

  it('about uses are answered part by part, no more than are wanted', async () => {
    const { index } = await whole();
    const parts: string[] = [];
    const all = await index.query(
      1,
      'referencesAt',
      { path: 'a/f1.js', line: 2, col: 17, limit: 1e6 },
      NEVER,
      (part) => parts.push(...part.files.map(({ path }) => path)),
    );
    expect(all.found.files.map(({ path, uses }) => [path, uses.length])).toEqual([
      ['a/f1.js', 1],
      ['f1.js', 3],
      ['f3.js', CALLS + 1],
    ]);
    expect(all.found).toMatchObject({ total: CALLS + 5, whole: true });
    expect(all.found.files[1]?.uses[1]).toMatchObject({
      text: 'console.log(total([]), total([1]));',
      from: 12,
      role: 'call',
    });
    expect(['a/f1.js', 'f1.js', 'f3.js'].slice(0, parts.length)).toEqual(parts);

    const some = await index.query(1, 'referencesTo', { name: 'total', limit: 2 }, NEVER);
    expect(some.found.whole).toBe(false);
    expect(some.found.files.map(({ path }) => path)).toEqual(['a/f1.js', 'f1.js']);
  });

  it('are refused once the project has changed or nobody waits', async () => {
    const { index, order } = await whole();
    const overtaken = { envelope: { code: 'overtaken' } };
    const stop = new AbortController();
    const going = index.query(1, 'referencesTo', { name: 'total', limit: 1e6 }, stop.signal);
    stop.abort();
    await expect(going).rejects.toMatchObject(overtaken);
    await index.follow({ ...order, revision: 2 }, NEVER);
    await expect(index.query(1, 'outline', { path: 'f1.js' }, NEVER)).rejects.toMatchObject(overtaken);
    await expect(index.followTexts(order, 1e9, NEVER)).rejects.toMatchObject(overtaken);
  });
});

describe('a search for code of a form', () => {
  /** It takes many slices. */
  const CALLS_IN_EACH = 'total(1, 2);\n'.repeat(4000);
  const FORMS = Object.fromEntries(
    ['', 'a/', 'a/b/', 'c/'].flatMap((folder) =>
      [1, 3, 5].map((at) => [`${folder}f${at}.js`, CALLS_IN_EACH]),
    ),
  );

  it('is told part by part, and ends when nobody waits or the project is another one', async () => {
    const bench = await scanned(FORMS);
    await bench.keepTexts();
    const index = await startIndex(bench);
    const order = { projectId: bench.projectId, revision: 1, maker: await makerOf() };
    await index.follow(order, NEVER);
    await index.followTexts(order, 1e9, NEVER);

    const stop = new AbortController();
    const told: SearchPart[] = [];
    const going = index.search(1, 'type:structural total($A, ...)', 1e6, stop.signal, (part) => {
      told.push(part);
      stop.abort();
    });
    const overtaken = { envelope: { code: 'overtaken' } };
    await expect(going).rejects.toMatchObject(overtaken);
    expect(told).toHaveLength(1);
    expect(told[0]?.from).toBe(0);
    expect(told[0]?.files[0]?.matches[0]?.metavars).toEqual({ A: '1' });
    await expect(index.search(2, 'type:structural total(...)', 9, NEVER)).rejects.toMatchObject(overtaken);

    const { found, texts, searchable } = await index.search(
      1,
      'type:structural total($A, ...) file:^f1',
      1e6,
      NEVER,
    );
    expect(found).toMatchObject({ total: 4000, whole: true });
    expect(searchable).toBe(texts);
  });
});

describe('a project with more texts than there is room for', () => {
  /** More than are looked at together, with a match each, likely ones among them last by their paths. */
  const MANY = Object.fromEntries(
    Array.from({ length: 205 }, (_, at) => [
      `c/m${at}.js`,
      `import { total } from '../a/f1.js';\ntotal([${at}]);\nexport const needle${at} = 'needle';\n`,
    ]),
  );
  const TEXTS = {
    ...TOTAL,
    'f3.js': 'debugger;\n',
    ...MANY,
    'c/needle.js': 'export function needle() {\n  return 1;\n}\n',
    'c/a.test.js': 'needle();\n',
  };

  /** One bench, whose texts two indexes have room for, and have not. */
  async function both() {
    const bench = await scanned(TEXTS);
    await bench.keepTexts();
    const maker = await makerOf();
    await bench.summarise(maker.engine, (await bench.store.unsummarised(bench.projectId, maker)).paths);
    const order = { projectId: bench.projectId, revision: 1, maker };
    const start = async (room: number) => {
      const index = await startIndex(bench);
      await index.follow(order, NEVER);
      return { index, count: await index.followTexts(order, room, NEVER) };
    };
    return { bench, order, roomy: await start(1e9), narrow: await start(0) };
  }

  it('gives the same answers: what stays in the store is read when it is asked for', async () => {
    const { roomy, narrow } = await both();
    expect(roomy.count).toMatchObject({ elsewhere: 0, searchable: roomy.count.texts });
    expect(roomy.count.bytes).toBeGreaterThan(0);
    const { texts } = roomy.count;
    expect(narrow.count).toEqual({ texts, searchable: texts, elsewhere: texts, bytes: 0 });
    for (const query of [
      'needle',
      'count:7 needle',
      'needle NOT total file:js$',
      'type:symbol needle',
      'symbol:^total$',
      'type:path needle',
      'eval lang:python',
      'type:structural total($A, ...) file:m1',
    ]) {
      const search = async ({ index }: typeof roomy) => {
        const { found } = await index.search(1, query, 300, NEVER);
        // A file that takes long to parse is put off, which depends on the machine.
        if (found.structure) found.files.sort((one, other) => one.path.localeCompare(other.path));
        return found;
      };
      const found = await search(roomy);
      expect(found.files.length + found.excludesAll.length, query).toBeGreaterThan(0);
      expect(await search(narrow), query).toEqual(found);
    }
    const use = { path: 'f1.js', line: 3, col: 13 };
    const ask = async ({ index }: typeof roomy) =>
      Promise.all([
        index.query(1, 'definitionsAt', use, NEVER),
        index.query(1, 'hoverAt', use, NEVER),
        index.query(1, 'occurrencesAt', use, NEVER),
        index.query(1, 'referencesAt', { ...use, limit: 1e6 }, NEVER),
        index.query(1, 'rename', { ...use, name: 'sum' }, NEVER),
        index.query(1, 'moveFile', { from: 'a/f1.js', to: 'b/f2.js' }, NEVER),
        index.query(1, 'ask', { words: 'where do we add up the total', limit: 5, byMeaning: false }, NEVER),
        index.combine(1, ['project/unimported-file'], NEVER),
      ]);
    const answers = (all: Awaited<ReturnType<typeof ask>>) => all.map(({ found }) => found);
    const [all, some] = [await ask(roomy), await ask(narrow)];
    expect(answers(some)).toEqual(answers(all));
    expect(some[3]).toMatchObject({ searchable: texts, found: { whole: true, total: 4 + 2 * 205 } });
    // Nothing that was read for a question stays.
    const { elsewhere, bytes } = await narrow.index.query(1, 'outline', { path: 'f1.js' }, NEVER);
    expect([elsewhere, bytes]).toEqual([texts, 0]);
  });

  it('has in memory what fits, and says of what the store has lost that it was not searched', async () => {
    const { bench, order, roomy, narrow } = await both();
    const room = Math.round(roomy.count.bytes / 2);
    const half = await narrow.index.followTexts(order, room, NEVER);
    expect(half.bytes).toBeLessThanOrEqual(room);
    expect(half.bytes).toBeGreaterThan(room / 2);
    expect(half.elsewhere).toBeGreaterThan(0);
    expect(half.elsewhere).toBeLessThan(half.texts);
    const whole = await narrow.index.search(1, 'needle', 1e6, NEVER);
    expect(whole.found).toEqual((await roomy.index.search(1, 'needle', 1e6, NEVER)).found);

    await bench.store.wipeTexts();
    const rest = await narrow.index.search(1, 'needle', 1e6, NEVER);
    expect(rest.searchable).toBe(half.searchable - half.elsewhere);
    expect(rest.found.total).toBeLessThan(whole.found.total);
  });
});
