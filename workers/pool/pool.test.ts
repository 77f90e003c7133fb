import { afterEach, describe, expect, it } from 'vitest';
import {
  type AnalysisProgress,
  type AnalysisService,
  AssayError,
  DEFAULT_ANALYSIS_OPTIONS,
  type Problem,
} from '../protocol';
import { connect, serve, type WorkerHandle } from '../rpc';
import { Pool, poolSize } from './index';

/** What a file does to the worker that checks it, unless the named rule is left out. */
type Effect = 'trap' | 'hang' | 'trap:any' | 'trap:bad-rule' | 'hang:bad-rule';

/** A project of paths, and a store: the other side of every fake worker. */
class World {
  readonly queue: string[];
  readonly given = new Map<number, string[]>();
  readonly stored = new Map<string, Problem | undefined>();
  readonly alive = new Set<object>();
  /** Files of which it was noted that they tell nothing. */
  readonly untold: string[] = [];
  spawned = 0;
  /** Workers that were given rules without being asked what is in them. */
  adopted = 0;
  /** Workers that have hung so far. */
  hung = 0;
  delayMs = 0;
  /** How often workers were given ports, and which intake and store those lead to. */
  connected = 0;
  intake = 'first';
  store = 'first';

  constructor(
    paths: string[],
    readonly effects: Record<string, Effect> = {},
  ) {
    this.queue = [...paths];
  }

  take(consumer: number): string | undefined {
    const path = this.queue.shift();
    if (path) this.given.set(consumer, [...(this.given.get(consumer) ?? []), path]);
    return path;
  }

  handedOut = async (_: number, consumer: number) => this.given.get(consumer) ?? [];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const progressOf = (files: number): AnalysisProgress => ({
  files,
  bytes: files,
  parsed: files,
  counts: { info: 0, low: 0, medium: files, high: 0, critical: 0 },
});

/** A worker that behaves as the real one, with `World` for engine and ports. A stuck one stops answering. */
function fakeService(world: World, self: object): AnalysisService {
  let isStuck = false;
  const check = async (path: string, skipRules: string[], step: (rule: string) => unknown) => {
    await pause(world.delayMs);
    const [effect, rule] = (world.effects[path] ?? '').split(':');
    if (rule) await step('good-rule');
    // Whatever is left out, it dies in another one.
    if (rule === 'any') await step(`rule-${skipRules.length}`);
    else if (rule && !skipRules.includes(rule)) await step(rule);
    if (!effect || (rule && skipRules.includes(rule))) return;
    if (effect === 'trap')
      throw new AssayError({ code: 'engine-trapped', message: 'x', detail: 'unreachable' });
    isStuck = true;
    world.hung += 1;
    await new Promise(() => {});
  };
  const store = (path: string, problem?: Problem) => {
    if (world.alive.has(self)) world.stored.set(path, problem);
  };
  return {
    setup: async () => {},
    connect: async () => void world.connected++,
    adoptRules: async () => void world.adopted++,
    loadRules: async ({ sources }) => ({ rules: [], problems: [], hash: String(sources.length) }),
    analyses: async () => [],
    compileRules: async () => [],
    async run(_, consumer, __, progress, signal) {
      let files = 0;
      for (let path = world.take(consumer); path && !signal.aborted; path = world.take(consumer)) {
        await check(path, [], () => {});
        store(path);
        await progress(progressOf(++files));
      }
      return files > 0 ? [{ id: 'a-rule', ms: files * 2, files }] : [];
    },
    async retry(_, path, __, skipRules, problem, step) {
      await check(path, skipRules, step);
      store(path, problem);
      return progressOf(1);
    },
    fail: async (_, path, problem) => store(path, problem),
    putSummaries: async () => {},
    tryRules: async () => ({ rules: [], problems: [], codes: [] }),
    trees: async () => ({ language: '', grammar: [], common: [], isCut: false }),
    why: () => Promise.reject(new Error('no rule is explained here')),
    clauses: async () => [],
    convert: async () => ({ unsaid: [], differs: [] }),
    learn: async () => ({ patterns: [], missed: 0, more: 0, problems: [] }),
    fix: () => Promise.reject(new Error('no file is fixed here')),
    style: async () => ({}),
    async summarise(_, paths, signal) {
      for (const path of paths) {
        if (signal.aborted) return;
        await check(path, [], () => {});
        store(path);
      }
    },
    failSummaries: async (_, path) => void world.untold.push(path),
    ping: async () => (isStuck ? new Promise(() => {}) : { isWaiting: true, steps: 0 }),
    check: async () => new Uint8Array(),
  };
}

const pools: Pool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

function makePool(world: World, size = 2): Pool {
  const spawn = (): WorkerHandle<AnalysisService> => {
    world.spawned++;
    const { port1, port2 } = new MessageChannel();
    const self = {};
    world.alive.add(self);
    serve(fakeService(world, self), port1);
    const connection = connect<AnalysisService>(port2);
    const terminate: WorkerHandle<AnalysisService>['terminate'] = (reason) => {
      world.alive.delete(self);
      connection.close(reason);
      port1.close();
    };
    return { connection, terminate };
  };
  const port = async () => new MessageChannel().port1;
  const pool = new Pool(
    {
      spawn,
      engine: async () => new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])),
      loadGrammar: () => Promise.reject(new Error('none')),
      sourcePort: port,
      sinkPort: port,
      sourceId: () => world.intake,
      sinkId: () => world.store,
      handedOut: world.handedOut,
    },
    size,
  );
  pools.push(pool);
  return pool;
}

const names = (count: number) => Array.from({ length: count }, (_, at) => `f${at}.ts`);
/** The watchdog adds two seconds to this. */
const OPTIONS = { ...DEFAULT_ANALYSIS_OPTIONS, fileBudgetMs: 50 };
/** Sooner than this the pool takes no worker for stuck. */
const WATCHDOG_MS = 2000;

function scan(pool: Pool, signal = new AbortController().signal) {
  const seen: AnalysisProgress[] = [];
  return { seen, done: pool.run(1, OPTIONS, (progress) => seen.push(progress), signal) };
}

describe('a pool', () => {
  it('analyses every file once, with all its workers', async () => {
    const world = new World(names(50));
    const { done, seen } = scan(makePool(world));
    expect(await done).toMatchObject({ files: 50, counts: { medium: 50 } });
    expect(world.stored.size).toBe(50);
    expect(world.spawned).toBe(2);
    expect([...world.given.values()].every((paths) => paths.length > 0)).toBe(true);
    expect(Math.max(...seen.map(({ files }) => files))).toBe(50);
  });

  it('adds up what the rules cost its workers', async () => {
    const { done } = scan(makePool(new World(names(50))));
    expect((await done).costs).toEqual([{ id: 'a-rule', ms: 100, files: 50 }]);
  });

  it('gives rules to workers that are there and to those that come later', async () => {
    const world = new World(names(3), { 'f1.ts': 'trap' });
    const pool = makePool(world, 1);
    expect(
      (await pool.loadRules({ sources: [{ path: 'a.yml', text: '', origin: 'user' }], disabled: [] })).hash,
    ).toBe('1');
    await scan(pool).done;
    expect(world.stored.size).toBe(3);
  });

  it('starts no more than one worker for the rules alone', async () => {
    const world = new World(names(50));
    const pool = makePool(world);
    await pool.loadRules({ sources: [{ path: 'a.yml', text: '', origin: 'user' }], disabled: [] });
    expect(world.spawned).toBe(1);
    await scan(pool).done;
    expect(world.spawned).toBe(2);
    expect(world.adopted).toBe(1);
  });

  it.each(['intake', 'store'] as const)(
    'gives its workers other ports when the %s is another one',
    async (which) => {
      const world = new World(names(4));
      const pool = makePool(world);
      await scan(pool).done;
      world.queue.push('later.ts');
      await scan(pool).done;
      expect(world.connected).toBe(2);
      world[which] = 'second';
      await scan(pool).done;
      expect(world.connected).toBe(4);
      expect(world.spawned).toBe(2);
    },
  );

  it('replaces a worker whose engine died, and marks only the file', async () => {
    const world = new World(names(20), { 'f7.ts': 'trap' });
    expect(await scan(makePool(world)).done).toMatchObject({ files: 20 });
    expect(world.stored.size).toBe(20);
    expect([...world.stored].filter(([, problem]) => problem)).toMatchObject([
      ['f7.ts', { kind: 'crashed' }],
    ]);
  });

  it('finds the rule that kills the engine and runs the others', async () => {
    const world = new World(names(5), { 'f2.ts': 'trap:bad-rule' });
    await scan(makePool(world)).done;
    expect(world.stored.get('f2.ts')).toMatchObject({ kind: 'crashed', ruleId: 'bad-rule', path: 'f2.ts' });
  });

  it('blames no rule where leaving rules out does not help', async () => {
    const world = new World(names(5), { 'f2.ts': 'trap:any' });
    expect(await scan(makePool(world)).done).toMatchObject({ files: 5 });
    const problem = world.stored.get('f2.ts');
    expect(problem).toMatchObject({
      kind: 'crashed',
      message: 'The analysis crashed the engine on this file.',
    });
    expect(problem?.ruleId).toBeUndefined();
    expect(problem?.help).not.toContain('applied');
  });

  it('ends a stuck worker and finds the rule it hung in', async () => {
    const world = new World(names(8), { 'f3.ts': 'hang:bad-rule' });
    expect(await scan(makePool(world)).done).toMatchObject({ files: 8 });
    expect(world.stored.size).toBe(8);
    expect(world.stored.get('f3.ts')).toMatchObject({ kind: 'timed-out', ruleId: 'bad-rule' });
  }, 20_000);

  it('gives up a file that always hangs', async () => {
    const world = new World(names(4), { 'f0.ts': 'hang' });
    await scan(makePool(world, 1)).done;
    expect(world.stored.get('f0.ts')).toMatchObject({ kind: 'timed-out' });
    expect(world.stored.get('f0.ts')?.ruleId).toBeUndefined();
    expect(world.stored.size).toBe(4);
  }, 20_000);

  it('does not wait for a stuck worker when it is cancelled, and works again after it', async () => {
    const world = new World(names(1000), { 'f5.ts': 'hang' });
    world.delayMs = 5;
    const pool = makePool(world);
    const controller = new AbortController();
    const { done } = scan(pool, controller.signal);
    await expect.poll(() => world.hung).toBe(1);
    controller.abort();
    // The watchdog would end the stuck worker too, but only when the file's time is used up.
    const outcome = await Promise.race([done.then(() => 'settled'), pause(WATCHDOG_MS).then(() => 'waited')]);
    expect(outcome).toBe('settled');
    const stored = world.stored.size;
    await pause(50);
    expect(world.stored.size).toBe(stored);
    expect(world.alive.size).toBe(1);
    world.queue.splice(0, world.queue.length, 'again.ts');
    await scan(pool).done;
    expect(world.stored.has('again.ts')).toBe(true);
  });

  it('fails as a whole when workers cannot be started', async () => {
    const pool = new Pool(
      {
        spawn: () => makeDead(),
        engine: () => Promise.reject(new Error('no wasm')),
        loadGrammar: () => Promise.reject(new Error('none')),
        sourcePort: async () => new MessageChannel().port1,
        sinkPort: async () => new MessageChannel().port1,
        handedOut: async () => [],
      },
      2,
    );
    await expect(scan(pool).done).rejects.toMatchObject({
      envelope: { code: 'worker-unavailable', detail: 'no wasm' },
    });
  });
});

function makeDead(): WorkerHandle<AnalysisService> {
  const connection = connect<AnalysisService>(new MessageChannel().port1);
  return { connection, terminate: (reason) => connection.close(reason) };
}

describe('the size of a pool', () => {
  it.each([
    [1, undefined, 1],
    [2, 8, 2],
    [4, 8, 3],
    [16, undefined, 8],
    [8, 1, 2],
    [8, 0.25, 1],
  ])('%s cores, %s GB: %s workers', (cores, memory, size) => {
    expect(poolSize(cores, memory)).toBe(size);
  });
});

describe('summaries', () => {
  const order = { projectId: 1, engine: 'build', fileBudgetMs: 50 };
  const never = new AbortController().signal;

  it('are made of every file, and the file that a worker dies on is noted', async () => {
    const paths = names(40);
    const world = new World([], { 'f3.ts': 'trap', 'f20.ts': 'hang' });
    const pool = makePool(world);
    let told = 0;
    await pool.summarise(order, paths, (files) => (told += files), never);
    expect(told).toBe(40);
    expect(world.untold.sort()).toEqual(['f20.ts', 'f3.ts']);
    expect([...world.stored.keys()].sort()).toEqual(
      paths.filter((path) => path !== 'f3.ts' && path !== 'f20.ts').sort(),
    );
  });

  it('are left at once when they are cancelled, by workers that are stuck too', async () => {
    const world = new World([], { 'f1.ts': 'hang' });
    const pool = makePool(world, 1);
    const stop = new AbortController();
    const making = pool.summarise(order, names(40), () => {}, stop.signal);
    while (world.hung === 0) await pause(1);
    stop.abort();
    await making;
    expect(world.untold).toEqual([]);
    await pool.summarise(order, ['f0.ts'], () => {}, never);
    expect(world.stored.has('f0.ts')).toBe(true);
  });
});
