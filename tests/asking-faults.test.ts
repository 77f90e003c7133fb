/**
 * A hundred faults while somebody searches the project and decides about its findings: the index and the store killed,
 * no room, damaged and missing rows, a search that is cancelled, a scan that runs meanwhile. A search finds everything,
 * or says in how much it looked, or fails; a decision that was made stays made, and one that failed changes nothing.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyses, initSync } from '#engine';
import type { FindingDetail, TextAnswer } from '../workers/protocol';
import { connect } from '../workers/store/database-file';
import { Asking } from './faults/asking';
import { Bench, compiledEngine } from './faults/bench';
import { PATHS } from './faults/project';
import { makeRandom, type Random } from './faults/random';

interface World {
  bench: Bench;
  asking: Asking;
}
type Fault = (world: World, random: Random) => void | Promise<void>;

const FAULTS: Record<string, Fault> = {
  'the index is killed': ({ asking }) => asking.kill(),
  'the store is killed': ({ bench }) => bench.killStore(),
  'both are killed': async ({ bench, asking }) => {
    asking.kill();
    await bench.killStore();
  },
  'there is no room': ({ bench }) => {
    bench.storage.isFull = true;
  },
  'the search is cancelled': ({ asking }) => asking.cancel(),
  'a text is damaged': damage("UPDATE texts SET data = x'ff00ff'"),
  'a text is gone': damage('DELETE FROM texts'),
  'a summary is damaged': damage("UPDATE summaries SET data = x'ff00ff'"),
  'a decision is damaged': damage("UPDATE triage SET state = 'nonsense'"),
  'a scan runs meanwhile': ({ bench }, random) => bench.scan(`other rules ${random.below(1_000_000)}`),
};

/** While no tab has the database open, something happens to one row of a table. */
function damage(statement: string): Fault {
  return async ({ bench, asking }, random) => {
    await bench.store.close();
    asking.kill();
    const connection = await connect(await bench.storage.makeTab().start());
    const table = /(?:UPDATE|FROM) (\w+)/.exec(statement)?.[1];
    await connection.write(async (sql) => {
      const [count = 0] = (await sql.first<[number]>(`SELECT count(*) FROM ${table}`)) ?? [];
      const row = `SELECT rowid FROM ${table} LIMIT 1 OFFSET ${random.below(Math.max(1, count))}`;
      await sql.run(`${statement} WHERE rowid = (${row})`);
    });
    await connection.close();
    await bench.killStore();
  };
}

const COUNT = 100;
const FIRST_SEED = Number(process.env.ASSAY_FAULT_SEED ?? 1);
/** So many calls for data a search makes at most on this project. */
const MOMENTS = 5;
const QUERY = 'debugger';

/** What a finding is called, and what was decided of it. */
type Decisions = Map<string, string>;

describe('after a fault while somebody asks and decides', () => {
  const bench = new Bench();
  let asking: Asking;
  let whole: TextAnswer;
  let found: Map<string, string>;
  /** What people were told that is decided. */
  const decided: Decisions = new Map();

  const details = () => bench.store.query('findingDetails', { projectId: bench.projectId });
  const keyOf = ({ path, finding }: FindingDetail) => `${finding.identity} ${path}`;
  const stored = async (): Promise<Decisions> => {
    const all = (await details()).flatMap((detail): [string, string][] =>
      detail.triage?.decision ? [[keyOf(detail), `${detail.triage.decision}: ${detail.triage.reason}`]] : [],
    );
    return new Map(all.sort());
  };
  const sorted = (decisions: Decisions): Decisions => new Map([...decisions].sort());

  beforeAll(async () => {
    initSync({ module: await compiledEngine });
    await bench.open();
    await bench.scan('rules');
    await bench.putSummaries('build');
    asking = new Asking(bench, { engine: 'build', analyses: analyses() });
    await asking.summariseAll();
    whole = await asking.search(QUERY);
    expect(whole).toMatchObject({ texts: PATHS.length, searchable: PATHS.length, found: { whole: true } });
    expect(whole.found.total).toBe(PATHS.length);
    found = await bench.findings();
  });
  afterAll(() => bench.close());

  /** Decides about some findings; what is told of it is what is expected to be stored. */
  async function decide(random: Random, reason: string): Promise<void> {
    const chosen = (await details()).filter(() => random.below(4) === 0);
    const change = { decision: random.pick(['accepted', 'false-positive'] as const), reason };
    await bench.store.decide(
      bench.projectId,
      Uint32Array.from(chosen, ({ id }) => id),
      change,
    );
    for (const detail of chosen) decided.set(keyOf(detail), `${change.decision}: ${reason}`);
  }

  const names = Object.keys(FAULTS);
  for (let seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) {
    const random = makeRandom(seed);
    const name = names[(seed - 1) % names.length] as string;
    const moment = random.below(MOMENTS + 1);
    it(`nothing is silent or lost: ${name} (seed ${seed}, moment ${moment})`, async () => {
      const before = new Map(decided);
      const ofFault = makeRandom(-seed);
      const strike = async () => FAULTS[name]?.({ bench, asking }, ofFault);
      let left = moment;
      let striking: Promise<void> | undefined;
      asking.moved = () => {
        if (--left === 0) striking = strike();
      };
      if (moment === 0) await strike();
      const [searched, made] = await Promise.allSettled([
        asking.search(QUERY),
        decide(random, `seed ${seed}`),
      ]);
      asking.moved = () => {};
      await striking;
      bench.heal();

      if (searched.status === 'fulfilled') {
        const { texts, searchable, found } = searched.value;
        // What was not found was not looked at, and that is said.
        const isWhole = found.whole && searchable === texts && texts === PATHS.length;
        if (isWhole) expect(found.total).toBe(whole.found.total);
        expect(found.total).toBeLessThanOrEqual(whole.found.total);
      } else {
        expect(String(searched.reason)).toMatch(/\w{3,}/);
      }
      // A finding that is not open is one that somebody was told is decided; the damaged one is open again.
      const now = await stored();
      const isDamaged = name === 'a decision is damaged';
      const lost = [...sorted(decided)].filter(([key, said]) => now.get(key) !== said);
      const invented = [...now].filter(([key, said]) => decided.get(key) !== said);
      const wasRefused = made.status === 'rejected';
      if (wasRefused) expect(sorted(decided)).toEqual(sorted(before));
      expect(invented).toEqual([]);
      expect(lost.length).toBeLessThanOrEqual(isDamaged ? 1 : 0);
      for (const [key] of lost) decided.delete(key);

      // Other rules have every file checked again, and what is kept of it replaced.
      await bench.scan(`rules ${seed}`);
      await bench.putSummaries('build');
      await asking.summariseAll();
      expect(await bench.completeness()).toEqual({ state: 'whole' });
      expect(await bench.findings()).toEqual(found);
      expect(await stored()).toEqual(sorted(decided));
      const again = await asking.search(QUERY);
      expect(again).toMatchObject({ texts: PATHS.length, searchable: PATHS.length });
      expect(again.found.total).toBe(whole.found.total);
      const known = await asking.known();
      expect(known.done + known.failed).toBe(known.total);
    });
  }
});
