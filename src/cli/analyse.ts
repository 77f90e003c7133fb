/**
 * Runs the analysis of a scan: files from the intake, which lives in this thread, to worker threads, and
 * their results back. No thread is started where nothing has changed, and only one where there is little.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Analyser } from '../../workers/analysis';
import type { Intake } from '../../workers/intake';
import { nodeHash, outerIgnoreFiles } from '../../workers/intake/node';
import { languagesOfOwnRules, Pool, type PoolHost } from '../../workers/pool';
import {
  type AnalysisService,
  type AnalysisSink,
  type AnalysisSource,
  COMMENT_RULES,
  DEFAULT_ANALYSIS_OPTIONS,
  DEFAULT_INTAKE_OPTIONS,
  type IntakeOptions,
  type LoadedRules,
  type RawFile,
  type RuleChoice,
  type RuleCost,
  type RuleSource,
  type SourceFile,
} from '../../workers/protocol';
import { move } from '../../workers/rpc';
import { connectNodeWorker, servePort } from '../../workers/rpc/node';
import { compileEngine, loadGrammar } from './assets';
import type { ScanOptions } from './options';
import type { Place } from './paths';
import type { Results } from './results';

/** What the page's store calls a project by. */
const NO_PROJECT = 0;
/** One run per process. */
const REVISION = 1;
/** The consumer number of this thread; workers count from 1. */
const SELF = 0;
/** Text below this is one worker's work; a second thread would cost more than it saves. */
const SMALL_BYTES = 400_000;
const MOST_JOBS = 64;

export interface Order {
  options: ScanOptions;
  place: Place;
  intake: Intake;
  sources: RuleSource[];
  /** Ids of rules that do not run. */
  disabled?: string[];
  results: Results;
  /** What loading the same rules gave the last time. */
  known: LoadedRules | undefined;
  /** What is done with what all files tell of themselves; they are asked for it only if somebody wants to know. */
  afterwards?: ((results: Results, pool: () => Pool) => Promise<void>) | undefined;
}

export interface Analysis {
  /** With the problems of all patterns, even those of languages that no file is in. */
  rules: LoadedRules;
  parsed: number;
  /** What each rule has cost, the dearest first; nothing where no file was analysed. */
  costs: RuleCost[];
  /** Threads that were used. */
  jobs: number;
  /** Of the time, what the look at the project as a whole took after the last finding of a file; s. */
  projectSeconds: number;
}

export async function analyse(order: Order): Promise<Analysis> {
  const { options, place, intake, results, known } = order;
  const run = { revision: REVISION, projectId: 0, ruleSetHash: '', options: intakeOptions(options) };
  const start = { ...outerIgnoreFiles(place.root), starts: place.starts };
  await intake.start(run, results, () => {}, nodeHash, start);
  const first = await takeFirst(intake);
  if (first.files.length === 0) {
    await intake.finished(REVISION);
    const pool = () => makePool(order, new HeldSource(intake, []), 1);
    const projectSeconds = await secondsOf(async () => order.afterwards?.(results, pool));
    return {
      rules: known ?? (await checkRules(order)),
      parsed: 0,
      costs: [],
      jobs: 0,
      projectSeconds,
    };
  }
  const jobs = first.isAll ? 1 : Math.min(options.jobs ?? availableParallelism(), MOST_JOBS);
  return runPool(order, new HeldSource(intake, first.files), jobs);
}

function intakeOptions({ include, exclude, useIgnoreFiles, maxFileSize }: ScanOptions): IntakeOptions {
  return {
    ...DEFAULT_INTAKE_OPTIONS,
    only: include,
    exclude,
    useIgnoreFiles,
    useDefaults: useIgnoreFiles,
    ...(maxFileSize !== undefined && { maxFileSize }),
  };
}

/** Takes files until it is clear whether they are few. */
async function takeFirst(intake: Intake): Promise<{ files: SourceFile[]; isAll: boolean }> {
  const files: SourceFile[] = [];
  for (let bytes = 0; bytes < SMALL_BYTES; ) {
    const batch = await intake.take(REVISION, SELF, SMALL_BYTES);
    if (batch.length === 0) return { files, isAll: true };
    for (const file of batch) {
      files.push(file);
      bytes += file.bytes.length;
    }
  }
  return { files, isAll: false };
}

/** Hands out the files that were taken at first, then those of the intake. */
class HeldSource implements AnalysisSource {
  readonly #given = new Map<number, string[]>();
  readonly #dead = new Set<number>();

  constructor(
    readonly intake: Intake,
    readonly held: SourceFile[],
  ) {}

  async take(revision: number, consumer: number, maxBytes: number): Promise<SourceFile[]> {
    const files = this.#dead.has(consumer) ? [] : this.#takeHeld(consumer, maxBytes);
    const all = files.length > 0 ? files : await this.intake.take(revision, consumer, maxBytes);
    return move(
      all,
      all.map(({ bytes }) => bytes.buffer),
    );
  }

  async read(path: string): Promise<SourceFile> {
    const file = await this.intake.read(path);
    return move(file, [file.bytes.buffer]);
  }

  async raw(path: string): Promise<RawFile> {
    const file = await this.intake.raw(path);
    return move(file, [file.bytes.buffer, file.text.buffer]);
  }

  /** As the intake does it: a consumer that has died is given nothing more. */
  handedOut(revision: number, consumer: number): string[] {
    this.#dead.add(consumer);
    return [...(this.#given.get(consumer) ?? []), ...this.intake.handedOut(revision, consumer)];
  }

  #takeHeld(consumer: number, maxBytes: number): SourceFile[] {
    let bytes = 0;
    const end = this.held.findIndex((file, index) => {
      bytes += file.bytes.length;
      return index > 0 && bytes > maxBytes;
    });
    const files = this.held.splice(0, end < 0 ? this.held.length : end);
    const given = this.#given.get(consumer) ?? [];
    this.#given.set(consumer, [...given, ...files.map(({ path }) => path)]);
    return files;
  }
}

function choiceOf({ sources, disabled = [], options }: Order): RuleChoice {
  const { threatModels, severities, useBuiltin } = options;
  // The rules about comments are built-in ones, though they are in the engine itself.
  const withheld = useBuiltin ? [] : COMMENT_RULES;
  return { sources, disabled: [...disabled, ...options.disabled, ...withheld], threatModels, severities };
}

function makePool({ results }: Order, source: HeldSource, jobs: number): Pool {
  return new Pool(poolHost(source, results), jobs);
}

async function runPool(order: Order, source: HeldSource, jobs: number): Promise<Analysis> {
  const { options, intake, results, afterwards } = order;
  const pool = makePool(order, source, jobs);
  const rules = await pool.loadRules(choiceOf(order));
  const { usePrefilter, analysis } = options;
  const summaries = afterwards !== undefined;
  const checking = { ...DEFAULT_ANALYSIS_OPTIONS, usePrefilter, analysis, summaries };
  const { parsed, costs } = await pool.run(REVISION, checking, () => {}, new AbortController().signal);
  await intake.finished(REVISION);
  const projectSeconds = await secondsOf(async () => {
    if (!afterwards) return;
    await pool.putSummaries(NO_PROJECT, '', new AbortController().signal);
    await afterwards(results, () => pool);
  });
  const problems = await pool.compileRules(languagesOfOwnRules(rules));
  pool.close();
  return {
    rules: { ...rules, problems: [...rules.problems, ...problems] },
    parsed,
    costs,
    jobs,
    projectSeconds,
  };
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}

function poolHost(source: HeldSource, sink: AnalysisSink): PoolHost {
  const engine = compileEngine();
  return {
    spawn: () => connectNodeWorker<AnalysisService>(startWorker(), 'An analysis thread'),
    engine: () => engine,
    loadGrammar,
    sourcePort: async () => servePort(source),
    sinkPort: async () => servePort(sink),
    handedOut: async (revision, consumer) => source.handedOut(revision, consumer),
  };
}

function startWorker(): Worker {
  return new Worker(new URL('analysis-worker.mjs', import.meta.url));
}

/** Loads and compiles rules without running them, in this thread. */
async function checkRules(order: Order): Promise<LoadedRules> {
  const analyser = new Analyser(await compileEngine(), loadGrammar);
  const rules = analyser.loadRules(choiceOf(order));
  const problems = await analyser.compileRules(languagesOfOwnRules(rules));
  return { ...rules, problems: [...rules.problems, ...problems] };
}
