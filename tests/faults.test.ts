/**
 * A hundred faults at random moments of real scans: workers killed, quota, damaged rows, cut reads, folders that cannot
 * be listed, ports and grammars that are not there. Nothing is lost, nothing is called whole that is not, and the next
 * scan without faults is whole and finds what an undisturbed one finds. A failure names its seed.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../workers/store/database-file';
import { Bench } from './faults/bench';
import { PATHS } from './faults/project';
import { makeRandom, type Random } from './faults/random';

/** What is broken, when the run begins or at a moment of it. */
type Fault = (bench: Bench, random: Random) => void | Promise<void>;

const file =
  (fault: 'gone' | 'unreadable' | 'cut'): Fault =>
  (bench, random) => {
    for (let count = 1 + random.below(3); count > 0; count--)
      bench.project.files.set(random.pick(PATHS), fault);
  };
const missing =
  (...what: ('grammar' | 'cut-grammar' | 'engine' | 'source' | 'sink')[]): Fault =>
  async (bench) => {
    for (const one of what) bench.missing.add(one);
    // Workers that have it already need none.
    bench.killWorker(0);
    bench.killWorker(0);
  };

const FAULTS: Record<string, Fault> = {
  'a worker is killed': (bench, random) => bench.killWorker(random.below(2)),
  'all workers are killed': (bench) => {
    bench.killWorker(0);
    bench.killWorker(0);
  },
  'there is no room': (bench) => {
    bench.storage.isFull = true;
  },
  'the store is killed': (bench) => bench.killStore(),
  'a person cancels': (bench) => bench.cancel(),
  'files vanish': file('gone'),
  'files cannot be read': file('unreadable'),
  'files are cut off': file('cut'),
  'a folder cannot be listed': (bench, random) =>
    void bench.project.folders.add(random.pick(['a', 'a/b', 'c'])),
  'the root cannot be listed': (bench) => void bench.project.folders.add(''),
  'the folder is empty': (bench) => {
    bench.project.isEmpty = true;
  },
  'a grammar is missing': missing('grammar'),
  'a grammar is cut off': missing('cut-grammar'),
  'the engine does not load': missing('engine'),
  'there is no port to the files': missing('source'),
  'there is no port to the store': missing('sink'),
  'rows are damaged': damageRows,
};

/** While no tab has the database open: texts that are no JSON where JSON is stored. */
async function damageRows(bench: Bench, random: Random): Promise<void> {
  await bench.store.close();
  const connection = await connect(await bench.storage.makeTab().start());
  const id = 1 + random.below(PATHS.length);
  await connection.write(async (sql) => {
    await sql.run(`UPDATE files SET problems = '[{' WHERE id = ?`, [id]);
    await sql.run(`UPDATE runs SET completeness = '{"sta'`);
  });
  await connection.close();
  await bench.killStore();
}

const COUNT = 100;
const FIRST_SEED = Number(process.env.ASSAY_FAULT_SEED ?? 1);
const MOMENTS = 60;

describe('after a fault', () => {
  const bench = new Bench();
  let whole: Map<string, string>;

  beforeAll(async () => {
    await bench.open();
    await bench.scan('rules 0');
    expect(await bench.completeness()).toEqual({ state: 'whole' });
    whole = await bench.findings();
    expect(whole.size).toBe(PATHS.length);
  });
  afterAll(() => bench.close());

  const names = Object.keys(FAULTS);
  for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) {
    const random = makeRandom(seed);
    const name = names[(seed - 1) % names.length] as string;
    // At once, or at a moment of the run.
    const moment = random.below(3) === 0 ? 0 : 1 + random.below(MOMENTS);
    it(`nothing is lost or called whole: ${name} (seed ${seed}, moment ${moment})`, async () => {
      const rules = `rules ${seed}`;
      const strike = async () => FAULTS[name]?.(bench, random);
      let left = moment;
      let striking: Promise<void> | undefined;
      bench.project.moved = () => {
        if (--left === 0) striking = strike();
      };
      if (moment === 0) await strike();
      await bench.scan(rules);
      bench.project.moved = () => {};
      await striking;
      bench.heal();

      const completeness = await bench.completeness();
      const unchecked = new Set(
        (await bench.store.query('unchecked', { projectId: bench.projectId })).map(({ path }) => path),
      );
      const found = await bench.findings();
      const differing = PATHS.filter((path) => found.get(path) !== whole.get(path));
      // What has other findings than before is named, and then nothing is whole.
      expect(differing.filter((path) => !unchecked.has(path))).toEqual([]);
      if (completeness?.state === 'whole') expect(differing).toEqual([]);
      expect(unchecked.size === 0 || completeness?.state !== 'whole').toBe(true);

      await bench.scan(rules);
      expect(await bench.completeness()).toEqual({ state: 'whole' });
      expect(await bench.findings()).toEqual(whole);
    });
  }
});
