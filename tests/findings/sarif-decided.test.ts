/** Foreign SARIF that was triaged here comes out as it came in, with what was decided written into it. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib/paths';
import { readSarif } from '../../src/share/sarif';
import { markedWith, type Said, type SaidOf, withDecisions } from '../../src/share/sarif/decided';
import { GitHubLimits, sizeExceeded } from '../../src/share/sarif/github-limits';
import { sarifErrors } from '../../src/share/testing-sarif';

const folder = inRoot('tests/fixtures/findings');
const names = readdirSync(folder).filter((name) => name.endsWith('.sarif'));
const textOf = (name: string) => readFileSync(`${folder}/${name}`, 'utf8');

type Json = Record<string, unknown>;
type Result = Json & { suppressions?: Json[]; baselineState?: string; properties?: Json };
type Log = { runs: { results?: Result[] }[] };

/** The log that comes out, and what GitHub would leave out of it. */
async function through(
  text: string,
  saidOf: SaidOf,
  size = 100,
): Promise<{ text: string; limits: string[] }> {
  const bytes = new TextEncoder().encode(text);
  async function* open() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
  }
  const pieces: Uint8Array[] = [];
  const written = withDecisions(open, saidOf);
  for (;;) {
    const { value, done } = await written.next();
    if (done) return { text: Buffer.concat(pieces).toString(), limits: value };
    pieces.push(value);
  }
}

const said = fc.record<Said>(
  {
    triage: fc.record(
      {
        decision: fc.constantFrom('accepted' as const, 'false-positive' as const, 'fixed' as const),
        reason: fc.string({ minLength: 1 }),
        note: fc.string({ minLength: 1 }),
        owner: fc.string({ minLength: 1 }),
        expiresMs: fc.integer({ min: 1, max: 4_000_000_000_000 }),
      },
      { requiredKeys: [] },
    ),
    baseline: fc.constantFrom('new' as const, 'known' as const),
  },
  { requiredKeys: [] },
);

/** What Assay wrote into a result. */
function triageOf({ suppressions = [], properties = {} }: Result) {
  const own = suppressions.find((one) => (one.properties as Json)?.assay);
  const { until, ...told } =
    ((own?.properties ?? properties) as { assay?: Json & { until?: string } }).assay ?? {};
  const reason = own?.justification;
  return { ...told, ...(until && { expiresMs: Date.parse(until) }), ...(reason !== undefined && { reason }) };
}

/** A result without what Assay writes into it. */
function bare({ baselineState: _, ...result }: Result): Json {
  const { assay: __, ...properties } = result.properties ?? {};
  const suppressions = (result.suppressions ?? []).filter((one) => !(one.properties as Json)?.assay);
  return { ...result, properties, suppressions };
}

const everythingBut = (log: Log) => ({
  ...log,
  runs: log.runs.map((run) => ({ ...run, results: (run.results ?? []).map(bare) })),
});

describe('SARIF of other tools', () => {
  it('is there of ten tools', () => {
    const tools = names.flatMap((name) =>
      JSON.parse(textOf(name)).runs.map(
        (run: { tool: { driver: { name: string } } }) => run.tool.driver.name,
      ),
    );
    expect(new Set(tools).size).toBeGreaterThanOrEqual(10);
  });

  it.each(names)('comes out byte for byte where nothing is said of it: %s', async (name) => {
    const text = textOf(name);
    for (const size of [1, 17, text.length]) {
      const whole = await through(text, () => undefined, size);
      expect(JSON.parse(whole.text)).toEqual(JSON.parse(text));
      expect(whole.limits).toEqual([]);
    }
  });

  it.each(names)('keeps everything else, is valid, and says what was decided: %s', async (name) => {
    const text = textOf(name);
    const before = JSON.parse(text) as Log;
    await fc.assert(
      fc.asyncProperty(said, async (all) => {
        const after = JSON.parse((await through(text, () => all)).text) as Log;
        expect(everythingBut(after)).toEqual(everythingBut(before));
        expect(sarifErrors(after).filter((one) => !sarifErrors(before).includes(one))).toEqual([]);
        for (const run of after.runs)
          for (const result of run.results ?? []) {
            if (result.kind === 'pass') continue;
            expect(triageOf(result)).toEqual(spoken(all.triage ?? {}));
            const own = (result.suppressions ?? []).filter((one) => (one.properties as Json)?.assay);
            expect(own).toHaveLength(all.triage?.decision ? 1 : 0);
            if (all.baseline) expect(result.baselineState).toBe(all.baseline === 'new' ? 'new' : 'unchanged');
          }
      }),
      { numRuns: 15 },
    );
  });

  /** A reason and an end belong to a decision. */
  function spoken({ reason, ...triage }: NonNullable<Said['triage']>) {
    return { ...triage, ...(triage.decision && reason && { reason }) };
  }

  it('is asked about by the paths and identities that its findings have here', async () => {
    for (const name of names) {
      const asked = new Set<string>();
      await through(textOf(name), (path, identity) => void asked.add(`${path} ${identity}`));
      const read = readSarif(JSON.parse(textOf(name)), name);
      if (!read.ok) throw new Error(name);
      const listed = read.value.files.flatMap(({ path, findings }) =>
        findings.map(({ identity }) => `${path} ${identity}`),
      );
      for (const one of listed) expect(asked).toContain(one);
    }
  });

  it('is read with its decisions when it comes back, as dismissed', async () => {
    const triage = { decision: 'false-positive' as const, reason: 'Admins only' };
    const { text } = await through(textOf('bandit.sarif'), () => ({ triage }));
    const read = readSarif(JSON.parse(text), 'bandit');
    expect(read.ok && read.value.files[0]?.findings[0]?.status).toMatchObject({
      kind: 'dismissed',
      why: 'Admins only',
    });
  });
});

const unknown = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 });
const result = fc
  .tuple(
    unknown,
    fc.record(
      { ruleId: fc.string(), message: unknown, suppressions: fc.array(unknown) },
      { requiredKeys: [] },
    ),
  )
  .map(([more, known]) => ({ ...more, ...known }));

describe('any log', () => {
  it('has every run, rule, property, result and object there again, whatever was decided and wherever it is cut', async () => {
    const logs = fc.array(fc.tuple(unknown, fc.array(fc.oneof(result, fc.jsonValue()), { maxLength: 5 })), {
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(
        unknown,
        logs,
        fc.infiniteStream(fc.option(said)),
        fc.integer({ min: 1, max: 50 }),
        async (top, runs, saids, size) => {
          const log = { ...top, runs: runs.map(([run, results]) => ({ ...run, results })) };
          const expected = JSON.parse(JSON.stringify(log));
          const { text } = await through(JSON.stringify(log), () => saids.next().value ?? undefined, size);
          const after = JSON.parse(text);
          expect(Object.keys(after).sort()).toEqual(Object.keys(expected).sort());
          for (const [at, run] of expected.runs.entries()) {
            const { results, ...rest } = after.runs[at];
            const { results: before, ...restBefore } = run;
            expect(rest).toEqual(restBefore);
            expect(results).toHaveLength(before.length);
            for (const [place, one] of results.entries()) {
              const former = before[place];
              if (typeof former !== 'object' || former === null || Array.isArray(former))
                expect(one).toEqual(former);
              else expectKept(former, one);
            }
          }
        },
      ),
    );
  });

  /** Every field is there again; where Assay writes, what was there before is among it. */
  function expectKept(former: Result, now: Result) {
    for (const [key, value] of Object.entries(former)) {
      if (key === 'suppressions')
        for (const one of former.suppressions ?? []) expect(now.suppressions).toContainEqual(one);
      else if (key === 'properties') expect(now.properties).toMatchObject(former.properties ?? {});
      else if (key !== 'baselineState') expect(now[key]).toEqual(value);
    }
  }
});

describe('a decision', () => {
  const triage = { decision: 'accepted' as const, reason: 'a', note: 'n', owner: 'o', expiresMs: 86_400_000 };

  it('takes the place of the one before, and goes when it is taken back', () => {
    const other = { kind: 'external', justification: 'theirs' };
    const once = markedWith({ suppressions: [other] }, { triage });
    expect(once.suppressions).toEqual([
      other,
      {
        kind: 'external',
        status: 'accepted',
        justification: 'a',
        properties: {
          assay: { decision: 'accepted', owner: 'o', note: 'n', until: '1970-01-02T00:00:00.000Z' },
        },
      },
    ]);
    expect(markedWith(once, { triage })).toEqual(once);
    expect(markedWith(once, undefined)).toEqual({ suppressions: [other] });
  });
});

describe('GitHub’s limits', () => {
  const exceeded = (log: Json, ...results: Json[]) => {
    const limits = new GitHubLimits(log);
    for (const one of results) limits.note(0, one);
    return limits.exceeded();
  };
  const list = (length: number, entry: unknown = {}) => Array.from({ length }, () => entry);

  it('are told by what they refuse and what they hide', () => {
    expect(exceeded({ runs: list(21) })).toEqual(['GitHub refuses a file of 21 runs: it takes 20.']);
    expect(exceeded({ runs: [{}] }, ...(list(5001) as Json[]))).toEqual([
      'GitHub shows the worst 5,000 results of a run of 5,001.',
    ]);
    expect(exceeded({ runs: [{}] }, ...(list(25_001) as Json[]))).toEqual([
      'GitHub refuses a run of 25,001 results: it takes 25,000.',
    ]);
    expect(exceeded({ runs: [{}] }, { locations: list(101) }, { locations: list(1001) })).toEqual([
      '1 result has more than 1,000 locations, which GitHub refuses.',
      '1 result has more than 100 locations; GitHub shows the first of them.',
    ]);
    const flow = { threadFlows: [{ locations: list(1001) }] };
    expect(exceeded({ runs: [{}] }, { codeFlows: [flow] })).toEqual([
      '1 result has more than 1,000 steps; GitHub shows the first of them.',
    ]);
    const rules = [{ properties: { tags: list(11, 'a') } }];
    expect(exceeded({ runs: [{ tool: { driver: { rules } } }] })).toEqual([
      '1 rule has more than 10 tags; GitHub shows the first of them.',
    ]);
    expect(sizeExceeded(10_000_001)).toEqual(['GitHub refuses a file of 10 MB: it takes 10 MB, gzipped.']);
  });
});
