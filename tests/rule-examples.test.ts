/** Rules out of examples: which patterns are made of them, and which are taken. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { inRoot } from '../scripts/lib/paths';
import { examplesIn, lacksOf, learntRule } from '../src/features/workshop/from-examples';
import { Analyser, Workshop } from '../workers/analysis';
import { nodesOf } from '../workers/analysis/workshop/examples/code-tree';
import { AST_GREP, common, opened, SEMGREP } from '../workers/analysis/workshop/examples/generalise';
import { type Candidate, candidatesOf, chosenOf } from '../workers/analysis/workshop/examples/learn';
import type { RuleExample } from '../workers/protocol';

const wasm = (path: string) => WebAssembly.compile(readFileSync(inRoot(path)));
let workshop: Workshop;

beforeAll(async () => {
  const engine = await wasm('crates/wasm/pkg/assay_wasm_bg.wasm');
  workshop = new Workshop(new Analyser(engine, (name) => wasm(`public/grammars/${name}.wasm`)));
});

async function nodeOf(code: string, kind: string, language = 'python') {
  const { grammar } = await workshop.trees({ path: 'a', text: code, language });
  const node = nodesOf(grammar, code).find((one) => one.kind === kind);
  if (!node) throw new Error(`There is no ${kind}.`);
  return node;
}

const learn = (
  examples: Partial<RuleExample>[],
  language = 'python',
  semgrepName: string | undefined = language,
) =>
  workshop.learn(
    examples.map((one) => ({ code: '', language, wanted: [], isWantedSomewhere: false, ...one })),
    language,
    semgrepName,
  );

describe('patterns', () => {
  it('keep of one example what says what is done', async () => {
    const call = await nodeOf('api.load(data, data, "x", verify=False)', 'call');
    const way = { literals: 'strings', items: 'each', receivers: 'kept' } as const;
    expect(opened(call, way, SEMGREP)).toBe('api.load($V1, $V1, "...", verify=False)');
    expect(opened(call, way, AST_GREP)).toBe('api.load($V1, $V1, $V2, verify=False)');
    expect(opened(call, { ...way, items: 'some' }, SEMGREP)).toBe('api.load(..., "...", verify=False, ...)');
    expect(opened(call, { ...way, items: 'all', receivers: 'open' }, SEMGREP)).toBe('$V1.load(...)');
  });

  it('have what two examples have in common, the same metavariable where the same differs', async () => {
    const one = await nodeOf('api.copy(a, f(a), 1)', 'call');
    const other = await nodeOf('api.copy(b, f(b), 2)', 'call');
    expect(common(one, other, AST_GREP)).toBe('api.copy($$$, f($$$), $$$)');
    const [sum, twin] = [
      await nodeOf('a * 2 + a', 'binary_operator'),
      await nodeOf('b * 2 + b', 'binary_operator'),
    ];
    expect(common(sum, twin, SEMGREP)).toBe('$V1 * 2 + $V1');
    const longer = await nodeOf('api.copy(c, d, e, f(a), g)', 'call');
    expect(common(one, longer, SEMGREP)).toBe('api.copy(..., f(a), ...)');
    expect(common(one, await nodeOf('x', 'module'), SEMGREP)).toBeUndefined();
  });
});

it('takes the fewest that find all places and nothing else', () => {
  const of = (pattern: string, cost: number, ...hits: string[]): Candidate => ({
    ...{ pattern, not: [], of: [hits.slice(0, 1)], cost, hits: new Set(hits) },
  });
  const all = [of('both', 5, '0:1', '0:2'), of('one', 0, '0:1'), of('more', 0, '0:1', '0:2', '0:3', '1:0')];
  const { chosen, missed } = chosenOf(all, new Set(['0:1', '0:2', '0:3']));
  expect(chosen.map(({ pattern }) => pattern)).toEqual(['both']);
  expect(missed).toEqual(['0:3']);
});

it('writes a rule that is right about the cases that it was made of', async () => {
  const cases = [
    '```python invalid\nrun(a)  # finds: r\nrun(b, 1)  # finds: r\nwalk(a)\n```',
    '```python valid\nrun("x")\nrun("y", 1)\n```',
  ].join('\n\n');
  const { examples, language } = examplesIn(cases);
  for (const semgrepName of ['python', undefined]) {
    const { patterns } = await workshop.learn(examples, language, semgrepName);
    const { path, text } = await learntRule('r.yml', language, semgrepName, patterns);
    const codes = examples.map(({ code }) => ({ path: 'a.py', text: code, language }));
    const tried = await workshop.tryRules([{ path, text, origin: 'user' }], [], codes);
    expect(tried.problems).toEqual([]);
    const lines = tried.codes.map(({ findings }) => findings.map(({ range }) => range.start.line));
    expect(lines).toEqual([[1, 2], []]);
  }
});

it('says which cases it left out, and what could not be tried', async () => {
  const cases = [
    'python invalid\nrun(a)\nb = 1',
    'go valid\nrun(a)',
    'go invalid\nrun(b)',
    'python fixed\nwalk(a)',
  ];
  const { examples, language, others } = examplesIn(cases.map((one) => `\`\`\`${one}\n\`\`\``).join('\n\n'));
  expect([examples.length, language, others]).toEqual([1, 'python', 2]);
  const learnt = await workshop.learn(examples, language, 'python');
  expect(learnt).toMatchObject({ missed: 0, more: 0, problems: [] });
  expect(lacksOf(learnt, others)).toEqual(['2 cases in other languages were left out.']);
  const problems = [{ kind: 'timed-out' as const, message: 'It took too long.' }];
  expect(lacksOf({ ...learnt, more: 1, problems }, 0)).toEqual([
    'The rule could not be tried on all cases: It took too long.',
    'The rule finds 1 place in the cases that it must not find.',
  ]);
});

it('looks at no more pairs of places where many are marked', async () => {
  const lines = Array.from({ length: 300 }, (_, at) => `run(a, "x${at}")`);
  const example = { code: lines.join('\n'), language: 'python', isWantedSomewhere: false };
  const wanted = [...lines.keys()];
  const all = await candidatesOf(
    [{ ...example, wanted }],
    { language: 'python', semgrepName: 'python' },
    workshop,
  );
  const most = Math.max(...all.map(({ of }) => of.length));
  expect(most).toBeGreaterThan(300);
  expect(most).toBeLessThan(10_000);
});

describe('rules', () => {
  it('keep what valid code lacks', async () => {
    const { patterns, missed } = await learn([
      { code: 'get(url, verify=False)\nget(other, 3, verify=False)\n', wanted: [0, 1] },
      { code: 'get(url)\nget(url, verify=True)\n' },
    ]);
    expect(missed).toBe(0);
    expect(patterns).toEqual([{ pattern: 'get(..., verify=False, ...)', not: [] }]);
  });

  it('except what valid code has where nothing else tells them apart', async () => {
    const { patterns, missed } = await learn([
      { code: 'run(a)\nrun(b, 1)\n', wanted: [0, 1] },
      { code: 'run("x")\nrun("y", 1)\n' },
    ]);
    expect(missed).toBe(0);
    expect(patterns.flatMap(({ not }) => not)).not.toEqual([]);
  });

  it('are made of code that is wanted as a whole, in the other dialect too', async () => {
    const { patterns, missed } = await learn(
      [{ code: 'eval(code)\n', isWantedSomewhere: true }, { code: 'run(code)\n' }],
      'python',
      undefined,
    );
    expect(missed).toBe(0);
    expect(patterns[0]?.pattern).toContain('eval(');
  });
});
