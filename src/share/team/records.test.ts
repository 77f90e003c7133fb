/** Records of a team: whatever order they come together in, everybody ends with the same, and nothing is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecidedFinding, Triage } from '../../../workers/protocol';
import {
  encodeRecords,
  heldBy,
  mergeRecords,
  nameIn,
  nameOf,
  parseRecords,
  recordChanges,
  SEARCHES,
  type TeamRecord,
  TRIAGE,
  takenOver,
} from './records';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const triage: fc.Arbitrary<Triage> = fc.oneof(
  fc.record({ note: text }),
  fc.record(
    {
      decision: fc.constantFrom('accepted' as const, 'false-positive' as const, 'fixed' as const),
      reason: text,
      note: text,
      owner: text,
      expiresMs: fc.integer({ min: 1, max: 4_000_000_000_000 }),
    },
    { requiredKeys: ['decision'] },
  ),
);
const place = fc.record({ identity: fc.constantFrom('a', 'b', 'c'), path: fc.constantFrom('x.py', 'y.py') });

/** What a writer does: says something of a finding, takes it back, or reads what another one has written. */
const step = fc.oneof(
  fc.record({ who: fc.nat(4), place, triage, clock: fc.nat(1000) }),
  fc.record({ who: fc.nat(4), place, clock: fc.nat(1000) }),
  fc.record({ who: fc.nat(4), from: fc.nat(4) }),
);
type Step = {
  who: number;
  from?: number;
  place?: { identity: string; path: string };
  triage?: Triage;
  clock?: number;
};

/** A writer: the records that were seen, and what is decided here. */
class Writer {
  seen: TeamRecord[] = [];
  before = new Map<string, DecidedFinding>();
  here = new Map<string, DecidedFinding>();

  constructor(readonly name: string) {}

  say(at: { identity: string; path: string }, said: Triage | undefined, clock: number): void {
    if (said) this.here.set(nameOf(at), { ...at, triage: said });
    else this.here.delete(nameOf(at));
    this.seen = mergeRecords(
      this.seen,
      recordChanges(TRIAGE, this.seen, this.before, this.here, this.name, clock),
    );
    this.before = new Map(this.here);
  }

  read(records: readonly TeamRecord[]): void {
    this.seen = mergeRecords(this.seen, parseRecords(encodeRecords(records)).records);
    const theirs = heldBy(TRIAGE, this.seen);
    for (const [name, one] of takenOver(TRIAGE, this.before, this.here, theirs)) {
      if (one) this.here.set(name, one);
      else this.here.delete(name);
    }
    this.before = new Map(this.here);
  }
}

function play(writers: Writer[], steps: readonly Step[]): void {
  for (const { who, from, place: at, triage: said, clock } of steps) {
    const writer = writers[who];
    if (from !== undefined) writer?.read(writers[from]?.seen ?? []);
    else if (at) writer?.say(at, said, clock ?? 0);
  }
}

const sorted = (decisions: ReadonlyMap<string, DecidedFinding>) =>
  [...decisions].sort(([a], [b]) => (a < b ? -1 : 1));

describe('records of five writers', () => {
  it('end equal for everybody, in any interleaving and any order of the last reading', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }),
        (steps, order) => {
          const writers = ['a', 'b', 'c', 'd', 'e'].map((name) => new Writer(name));
          play(writers, steps as Step[]);
          const written = new Set(writers.flatMap(({ seen }) => seen.map((one) => JSON.stringify(one))));
          for (const writer of writers) for (const at of order) writer.read(writers[at]?.seen ?? []);
          for (const { seen, here } of writers) {
            expect(encodeRecords(seen)).toBe(encodeRecords(writers[0]?.seen ?? []));
            expect(sorted(here)).toEqual(sorted(heldBy(TRIAGE, seen)));
            expect(new Set(seen.map((one) => JSON.stringify(one)))).toEqual(written);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('let a change stand over what its writer had seen, however slow their clock is', () => {
    const [fast, slow] = [new Writer('fast'), new Writer('slow')];
    const at = { identity: 'a', path: 'x.py' };
    fast.say(at, { decision: 'accepted', reason: 'early' }, 9000);
    slow.read(fast.seen);
    slow.say(at, { decision: 'false-positive', reason: 'late' }, 10);
    fast.read(slow.seen);
    expect(fast.here.get(nameOf(at))?.triage).toEqual({ decision: 'false-positive', reason: 'late' });
    slow.say(at, undefined, 11);
    fast.read(slow.seen);
    expect(fast.here.size).toBe(0);
  });

  it('tell saved searches from decisions, whatever they are called', () => {
    const search = { query: 'token lang:python' };
    const here = new Map([[nameIn(SEARCHES, search), search]]);
    const saved = recordChanges(SEARCHES, [], new Map(), here, 'w', 5);
    expect(heldBy(TRIAGE, saved).size).toBe(0);
    expect(heldBy(SEARCHES, parseRecords(encodeRecords(saved)).records)).toEqual(here);
    expect(takenOver(SEARCHES, new Map(), new Map(), heldBy(SEARCHES, saved))).toEqual(here);
    const gone = recordChanges(SEARCHES, saved, here, new Map(), 'w', 1);
    expect(heldBy(SEARCHES, [...gone, ...saved]).size).toBe(0);
    expect(takenOver(SEARCHES, here, here, new Map())).toEqual(
      new Map([[nameIn(SEARCHES, search), undefined]]),
    );
  });

  it('keep what is of a kind that is not known here', () => {
    const line = '{"kind":"later","key":["k"],"at":5,"by":"z","value":{"a":[1]}}\n';
    expect(encodeRecords(parseRecords(line).records)).toBe(line);
    expect(heldBy(TRIAGE, parseRecords(line).records).size).toBe(0);
  });
});

describe('a file of records', () => {
  it('is read whatever is in it, and says how many of its lines are none', () => {
    const good =
      '{"kind":"triage","key":["i","p"],"at":1,"by":"a","value":{"decision":"accepted","reason":"r"}}';
    const bad = [
      '<<<<<<< ours',
      '{',
      '[]',
      '{"kind":"triage","key":"i","at":1,"by":"a","value":null}',
      good.replace('1', '-1'),
    ];
    const { records, damaged } = parseRecords([good, ...bad, good].join('\n'));
    expect(damaged).toBe(bad.length);
    expect([...heldBy(TRIAGE, records).values()]).toEqual([
      { identity: 'i', path: 'p', triage: { decision: 'accepted', reason: 'r' } },
    ]);
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (lines) => {
        heldBy(TRIAGE, parseRecords(lines.join('\n')).records);
      }),
    );
  });

  it('believes nothing of a value that is not what it should be', () => {
    const value = { decision: 'obeyed', reason: 3, note: 'n'.repeat(20_000), owner: {}, expiresMs: 'x' };
    const [one] = heldBy(TRIAGE, [{ kind: 'triage', key: ['i', 'p'], at: 1, by: 'a', value }]).values();
    expect(one?.triage).toEqual({ note: `${'n'.repeat(9999)}…` });
  });
});
