/**
 * Projects in memory, analysed by the real engine in real worker threads. `dist-node/` and `public/grammars/` must be
 * built.
 */
import { readFileSync } from 'node:fs';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { afterEach } from 'vitest';
import { ENGINE, inRoot } from '../../scripts/lib/paths';
import { Intake } from '../../workers/intake';
import { intakeService } from '../../workers/intake/service';
import { Pool } from '../../workers/pool';
import {
  type AnalysisOptions,
  type AnalysisService,
  DEFAULT_INTAKE_OPTIONS,
  type FileReport,
  type FileResult,
  type IntakeLedger,
  type RuleSource,
} from '../../workers/protocol';
import { connectNodeWorker, servePort } from '../../workers/rpc/node';

const compile = (file: string) => WebAssembly.compile(readFileSync(inRoot(file)));

const pools: Pool[] = [];
afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

/** A project in memory, and what a scan of it stored; `limits` are those of each worker. */
export function world(files: Record<string, string>, options: AnalysisOptions, limits: ResourceLimits = {}) {
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
        const worker = new Worker(inRoot('dist-node/analysis-worker.mjs'), { resourceLimits: limits });
        workers.push(worker);
        return connectNodeWorker<AnalysisService>(worker, 'The analysis worker');
      },
      engine: () => compile(ENGINE),
      loadGrammar: (name) => compile(`public/grammars/${name}.wasm`),
      sourcePort: async () => servePort(intakeService(intake)),
      sinkPort: async () => servePort({ putResults }),
      handedOut: async (revision, consumer) => intake.handedOut(revision, consumer),
    },
    2,
  );
  pools.push(pool);
  const ledger: IntakeLedger = {
    followUp: async () => undefined,
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
    async scan(rules: RuleSource[]) {
      await pool.loadRules({ sources: rules, disabled: [] });
      const list = Object.entries(files).map(([name, text]) => ({
        path: name,
        file: new File([text], name),
      }));
      await intake.open({ kind: 'files', files: list });
      const run = { revision: 1, projectId: 1, ruleSetHash: '', options: DEFAULT_INTAKE_OPTIONS };
      await intake.start(run, ledger, () => {});
      return pool.run(1, options, () => {}, new AbortController().signal);
    },
  };
}
