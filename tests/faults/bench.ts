/** Intake, pool and store as the page puts them together, with ways to break each. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeAnalysisService } from '../../workers/analysis/service';
import { Intake } from '../../workers/intake';
import { nodeHash } from '../../workers/intake/node';
import { intakeService } from '../../workers/intake/service';
import { Pool } from '../../workers/pool';
import {
  type AnalysisService,
  AssayError,
  type Completeness,
  DEFAULT_ANALYSIS_OPTIONS,
  DEFAULT_INTAKE_OPTIONS,
  type ErrorEnvelope,
  toEnvelope,
} from '../../workers/protocol';
import { connect, serve, type WorkerHandle } from '../../workers/rpc';
import { servePort } from '../../workers/rpc/node';
import { Store } from '../../workers/store/store';
import { MemoryStorage } from '../store/memory-host';
import { FaultyProject } from './project';

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));
const compile = (file: string) => WebAssembly.compile(readFileSync(path(file)));
export const compiledEngine = compile('crates/wasm/pkg/assay_wasm_bg.wasm');

const RULES = `
id: no-eval
language: python
severity: error
message: eval
rule: { pattern: eval($X) }
---
id: no-debugger
language: javascript
severity: warning
message: debugger
rule: { kind: debugger_statement }
`;

const KILLED: ErrorEnvelope = { code: 'worker-crashed', message: 'The worker was killed.' };
const WORKERS = 2;

export class Bench {
  readonly project = new FaultyProject();
  readonly storage = new MemoryStorage();
  readonly intake = new Intake();
  readonly #living = new Set<WorkerHandle<AnalysisService>>();
  readonly #pool: Pool;
  #tab = this.storage.makeTab();
  store = new Store(this.#tab);
  projectId = 0;
  /** Grammars, the engine and ports that are not to be had. */
  readonly missing = new Set<'grammar' | 'cut-grammar' | 'engine' | 'source' | 'sink'>();
  #cancel = new AbortController();
  #lost: (error: AssayError) => void = () => {};

  constructor() {
    this.#pool = new Pool(
      {
        spawn: () => this.#spawn(),
        engine: async () => {
          if (this.missing.has('engine')) throw new Error('404 Not Found');
          return compiledEngine;
        },
        loadGrammar: (name) => this.loadGrammar(name),
        sourcePort: async () => this.#port('source', intakeService(this.intake)),
        sinkPort: async () => this.#port('sink', this.store),
        sinkId: () => this.store,
        handedOut: async (revision, consumer) => this.intake.handedOut(revision, consumer),
      },
      WORKERS,
    );
  }

  async open(): Promise<void> {
    await this.store.open();
    this.projectId = await this.store.createProject('project', 'files');
  }

  close(): void {
    this.#pool.close();
  }

  /** A run from start to end, as the page does it; never rejects. */
  async scan(ruleSetHash: string): Promise<void> {
    const store = this.store;
    this.#cancel = new AbortController();
    const { signal } = this.#cancel;
    const lost = new Promise<never>((_, reject) => {
      this.#lost = reject;
    });
    lost.catch(() => {});
    this.intake.openTree(this.project);
    let runId = 0;
    let analysis: Promise<unknown> | undefined;
    try {
      ({ runId } = await store.beginRun({ projectId: this.projectId, ruleSetHash }));
      signal.addEventListener('abort', () => this.intake.cancel(runId));
      await this.#pool.loadRules({
        sources: [{ path: 'rules.yml', text: RULES, origin: 'user' }],
        disabled: [],
      });
      const run = {
        revision: runId,
        projectId: this.projectId,
        ruleSetHash,
        options: DEFAULT_INTAKE_OPTIONS,
      };
      await this.intake.start(run, store, () => {}, nodeHash);
      const options = { ...DEFAULT_ANALYSIS_OPTIONS, keepText: true, summaries: true };
      analysis = this.#pool.run(runId, options, () => {}, signal);
      await Promise.race([Promise.all([analysis, this.intake.finished(runId)]), lost]);
      await store.endRun(runId, signal.aborted ? 'cancelled' : 'done', FIGURES);
    } catch (error) {
      const status = signal.aborted ? 'cancelled' : 'failed';
      this.#cancel.abort();
      this.intake.cancel(runId);
      await store.endRun(runId, status, FIGURES, { error: toEnvelope(error) }).catch(() => {});
      await analysis?.catch(() => {});
    }
  }

  /** Has the workers send what the files of the last run told on the way. */
  putSummaries(build: string): Promise<void> {
    return this.#pool.putSummaries(this.projectId, build, new AbortController().signal);
  }

  /** Has the store keep the texts of files without findings, too, as the page does it after a run. */
  keepTexts(): Promise<void> {
    return this.store.keepTexts(this.projectId, servePort(intakeService(this.intake)));
  }

  /** Makes the summaries of these files, as the page does it after a run. */
  summarise(build: string, paths: string[], signal = new AbortController().signal): Promise<void> {
    const order = { projectId: this.projectId, engine: build, fileBudgetMs: 5000 };
    return this.#pool.summarise(order, paths, () => {}, signal);
  }

  cancel(): void {
    this.#cancel.abort();
  }

  killWorker(at: number): void {
    const all = [...this.#living];
    all[at % Math.max(1, all.length)]?.terminate(KILLED);
  }

  /** The store's worker dies: its claims are free, its ports lead nowhere, and another one is started. */
  async killStore(): Promise<void> {
    this.#tab.die();
    const dead = this.store;
    this.#tab = this.storage.makeTab();
    this.store = new Store(this.#tab);
    this.#lost(new AssayError({ code: 'worker-crashed', message: 'The database worker was killed.' }));
    await dead.close().catch(() => {});
    await this.store.open();
  }

  heal(): void {
    this.project.heal();
    this.missing.clear();
    this.storage.isFull = false;
  }

  async completeness(): Promise<Completeness | undefined> {
    return (await this.store.query('project', { projectId: this.projectId }))?.completeness;
  }

  /** The findings of each file that has some, as texts to compare. */
  async findings(): Promise<Map<string, string>> {
    const all = new Map<string, string>();
    for (const { path, finding } of await this.store.query('findingDetails', { projectId: this.projectId })) {
      all.set(
        path,
        `${all.get(path) ?? ''}${finding.ruleId}:${finding.range.start.line}:${finding.identity}\n`,
      );
    }
    return all;
  }

  #port<T extends object>(kind: 'source' | 'sink', service: T): MessagePort {
    if (this.missing.has(kind)) throw new Error(`The ${kind} gives no port.`);
    return servePort(service);
  }

  async loadGrammar(name: string): Promise<WebAssembly.Module> {
    if (this.missing.has('grammar')) throw new Error('404 Not Found');
    const bytes = readFileSync(path(`public/grammars/${name}.wasm`));
    return WebAssembly.compile(this.missing.has('cut-grammar') ? bytes.subarray(0, bytes.length / 2) : bytes);
  }

  /** The real service, in this thread. What it has sent when it is killed arrives; nothing else does. */
  #spawn(): WorkerHandle<AnalysisService> {
    const { port1, port2 } = new MessageChannel();
    const service = makeAnalysisService();
    const ports: MessagePort[] = [];
    const listening: AnalysisService = {
      ...service,
      connect: (source, sink) => {
        ports.push(source, sink);
        return service.connect(source, sink);
      },
    };
    serve(listening, port1);
    const connection = connect<AnalysisService>(port2);
    const handle: WorkerHandle<AnalysisService> = {
      connection,
      terminate: (reason) => {
        this.#living.delete(handle);
        connection.close(reason);
        for (const port of [...ports, port1]) port.close();
      },
    };
    this.#living.add(handle);
    return handle;
  }
}

const FIGURES = { startedMs: 1, elapsedMs: 1, files: 0, unchanged: 0, parsed: 0, skipped: 0 };
