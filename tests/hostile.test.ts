/**
 * The real engine in real worker threads, with files and rules that do it harm: only the file that did it is
 * marked, the rule is named, and everything else is analysed.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { Intake } from '../workers/intake';
import { intakeService } from '../workers/intake/service';
import { Pool } from '../workers/pool';
import {
  type AnalysisService,
  DEFAULT_ANALYSIS_OPTIONS,
  DEFAULT_INTAKE_OPTIONS,
  type FileReport,
  type FileResult,
  type IntakeLedger,
} from '../workers/protocol';
import { connectNodeWorker, servePort } from '../workers/rpc/node';

const path = (relative: string) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const compile = (file: string) => WebAssembly.compile(readFileSync(path(file)));

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

const pools: Pool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

/** A project in memory, and what a scan of it stored. */
function world(files: Record<string, string>) {
  const intake = new Intake();
  const stored = new Map<string, FileReport>();
  const workers: Worker[] = [];
  let onResults = () => {};
  const putResults = async (_: number, results: FileResult[]) => {
    for (const result of results) {
      stored.set(result.path, JSON.parse(new TextDecoder().decode(result.report)) as FileReport);
    }
    onResults();
    return true;
  };
  const pool = new Pool(
    {
      spawn: () => {
        const worker = new Worker(path('dist-node/analysis-worker.mjs'));
        workers.push(worker);
        return connectNodeWorker<AnalysisService>(worker, 'The analysis worker');
      },
      engine: () => compile('crates/wasm/pkg/assay_wasm_bg.wasm'),
      loadGrammar: (name) => compile(`public/grammars/${name}.wasm`),
      sourcePort: async () => servePort(intakeService(intake)),
      sinkPort: async () => servePort({ putResults }),
      handedOut: async (revision, consumer) => intake.handedOut(revision, consumer),
    },
    2,
  );
  pools.push(pool);
  const ledger: IntakeLedger = {
    knownFiles: async () => [],
    addFiles: async () => {},
    addSkipped: async () => {},
    keepUnchanged: async () => {},
    walked: async () => {},
  };
  return {
    stored,
    workers,
    /** Told after each batch of results. */
    onResults: (listener: () => void) => {
      onResults = listener;
    },
    async scan(rules: string) {
      await pool.loadRules([{ path: 'rules.yml', text: rules, origin: 'user' }], []);
      const list = Object.entries(files).map(([name, text]) => ({
        path: name,
        file: new File([text], name),
      }));
      await intake.open({ kind: 'files', files: list });
      const run = { revision: 1, projectId: 1, ruleSetHash: '', options: DEFAULT_INTAKE_OPTIONS };
      await intake.start(run, ledger, () => {});
      return pool.run(1, OPTIONS, () => {}, new AbortController().signal);
    },
  };
}

/** Many small files, each with one finding, and whatever else is asked for. */
function manyFiles(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}.js`, `eval('${at}');\n`]));
}

describe('the pool over the real engine', () => {
  it('cuts off a rule that never ends, names it, and goes on with the other rules and files', async () => {
    const { scan, stored, workers } = world({ 'nested.js': NESTED_TEXT, ...manyFiles(20) });
    expect(await scan(`${HARMLESS}---${nestedRule('endless', 8)}`)).toMatchObject({ files: 21 });
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
    const { scan, stored, workers, onResults } = world(manyFiles(500));
    onResults(() => void workers[0]?.terminate());
    expect(await scan(HARMLESS)).toMatchObject({ files: 500 });
    expect(stored.size).toBe(500);
    expect([...stored.values()].every(({ findings }) => findings.length === 1)).toBe(true);
    expect(workers.length).toBeGreaterThan(2);
  }, 30_000);
});
