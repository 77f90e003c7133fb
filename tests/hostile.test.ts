/**
 * The real engine in real worker threads, with files and rules that do it harm: only the file that did it is
 * marked, the rule is named, and everything else is analysed.
 */
import { describe, expect, it } from 'vitest';
import { DEFAULT_ANALYSIS_OPTIONS, type RuleSource } from '../workers/protocol';
import { world } from './hostile/world';

/** Fine on any file: what must still be found in the file that harms the engine. */
const HARMLESS = `
id: no-eval
language: javascript
severity: error
message: eval
rule: { pattern: eval($X) }
`;

/** \`has\` in \`has\` in …: every step of the nest multiplies the work, all of it within one question about one node. */
function nestedRule(id: string, steps: number): string {
  const nest = (left: number): string =>
    left === 0
      ? '{ kind: debugger_statement, stopBy: end }'
      : `{ kind: array, stopBy: end, has: ${nest(left - 1)} }`;
  return `
id: ${id}
language: javascript
severity: error
message: nested
rule: { kind: program, has: ${nest(steps)} }
`;
}

const NESTED_TEXT = `// debugger\neval('1');\nlet a = ${'['.repeat(300)}${']'.repeat(300)};\n`;
/** The watchdog adds two seconds. */
const OPTIONS = { ...DEFAULT_ANALYSIS_OPTIONS, fileBudgetMs: 500 };

const rulesOf = (text: string): RuleSource[] => [{ path: 'rules.yml', text, origin: 'user' }];

/** Many small files, each with one finding, and whatever else is asked for. */
function manyFiles(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}.js`, `eval('${at}');\n`]));
}

describe('the pool over the real engine', () => {
  it('cuts off a rule that never ends, names it, and goes on with the other rules and files', async () => {
    const { scan, stored, workers } = world({ 'nested.js': NESTED_TEXT, ...manyFiles(20) }, OPTIONS);
    expect(await scan(rulesOf(`${HARMLESS}---${nestedRule('endless', 8)}`))).toMatchObject({ files: 21 });
    expect(stored.size).toBe(21);
    const marked = [...stored.values()].filter(({ problems }) => problems.length > 0);
    expect(marked).toMatchObject([
      { path: 'nested.js', problems: [{ kind: 'timed-out', ruleId: 'endless', path: 'nested.js' }] },
    ]);
    expect([...stored.values()].every(({ findings }) => findings.length === 1)).toBe(true);
    // The stuck one, and the one that found out which rule it was, were replaced.
    expect(workers.length).toBe(4);
  }, 30_000);

  it('analyses again what a worker had that was killed from outside', async () => {
    const { scan, stored, workers, onResults } = world(manyFiles(500), OPTIONS);
    onResults(() => void workers[0]?.terminate());
    expect(await scan(rulesOf(HARMLESS))).toMatchObject({ files: 500 });
    expect(stored.size).toBe(500);
    expect([...stored.values()].every(({ findings }) => findings.length === 1)).toBe(true);
    expect(workers.length).toBeGreaterThan(2);
  }, 30_000);
});
