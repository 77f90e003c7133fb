/**
 * Runs the analysis of a scan: files from the intake, which lives in this thread, to worker threads, and
 * their results back. No thread is started where nothing has changed, and only one where there is little.
 */
import { availableParallelism } from 'node:os';
import { Analyser } from '../../workers/analysis';
import type { Intake } from '../../workers/intake';
import { nodeHash, outerIgnoreFiles } from '../../workers/intake/node';
import { languagesOfOwnRules, type Pool } from '../../workers/pool';
import {
  COMMENT_RULES,
  DEFAULT_ANALYSIS_OPTIONS,
  DEFAULT_INTAKE_OPTIONS,
  type IntakeOptions,
  type LoadedRules,
  presentIds,
  type RawFile,
  type RuleChoice,
  type RuleCost,
  type RuleInfo,
  type RuleSource,
  type SourceFile,
} from '../../workers/protocol';
import { move } from '../../workers/rpc';
import { compileEngine, loadGrammar } from './assets';
import { Engines, type Source } from './engines';
import type { ScanOptions } from './options';
import type { Place } from './paths';
import type { Results } from './results';

/** What the page's store calls a project by. */
const NO_PROJECT = 0;
/** The number of the first run of this process, which mostly is the only one. */
const FIRST = 1;
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
  /** What is known of the built-in rules among them. */
  builtin: readonly RuleInfo[];
  /** Ids of rules that do not run. */
  disabled?: string[];
  results: Results;
  /** What loading the same rules gave the last time. */
  known: LoadedRules | undefined;
  /** What is done with what all files tell of themselves; they are asked for it only if somebody wants to know. */
  afterwards?: ((results: Results, pool: () => Pool) => Promise<void>) | undefined;
  /** Where more runs follow: the number of this one, what they share, and where alone something has happened. */
  again?: { revision: number; engines: Engines; changed?: string[] | undefined };
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
  const { options, place, intake, results, known, again } = order;
  const revision = again?.revision ?? FIRST;
  const run = {
    ...{ revision, projectId: NO_PROJECT, ruleSetHash: '', options: intakeOptions(options) },
    ...(again?.changed && { changed: again.changed }),
  };
  const start = { ...outerIgnoreFiles(place.root), starts: place.starts };
  await intake.start(run, results, () => {}, nodeHash, start);
  const first = await takeFirst(intake, revision);
  if (first.files.length === 0) {
    await intake.finished(revision);
    const engines = again?.engines ?? new Engines();
    const pool = () => engines.pool(new HeldSource(intake, []), results, 1);
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

function intakeOptions({
  include,
  exclude,
  useIgnoreFiles,
  useConfig,
  maxFileSize,
}: ScanOptions): IntakeOptions {
  return {
    ...DEFAULT_INTAKE_OPTIONS,
    only: include,
    exclude,
    useIgnoreFiles,
    useDefaults: useIgnoreFiles,
    useFolderConfigs: useConfig,
    ...(maxFileSize !== undefined && { maxFileSize }),
  };
}

/** Takes files until it is clear whether they are few. */
async function takeFirst(intake: Intake, revision: number): Promise<{ files: SourceFile[]; isAll: boolean }> {
  const files: SourceFile[] = [];
  for (let bytes = 0; bytes < SMALL_BYTES; ) {
    const batch = await intake.take(revision, SELF, SMALL_BYTES);
    if (batch.length === 0) return { files, isAll: true };
    for (const file of batch) {
      files.push(file);
      bytes += file.bytes.length;
    }
  }
  return { files, isAll: false };
}

/** Hands out the files that were taken at first, then those of the intake. */
class HeldSource implements Source {
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

async function runPool(order: Order, source: HeldSource, jobs: number): Promise<Analysis> {
  const { options, intake, results, afterwards, again } = order;
  const { revision, engines } = again ?? { revision: FIRST, engines: new Engines() };
  const pool = engines.pool(source, results, jobs);
  const rules = await engines.loadRules(pool, choiceOf(order));
  const { usePrefilter, analysis, choice } = options;
  const summaries = afterwards !== undefined;
  const formerIds = presentIds(order.builtin);
  const checking = { ...DEFAULT_ANALYSIS_OPTIONS, usePrefilter, analysis, summaries, choice, formerIds };
  const { parsed, costs } = await pool.run(revision, checking, () => {}, new AbortController().signal);
  await intake.finished(revision);
  const projectSeconds = await secondsOf(async () => {
    if (!afterwards) return;
    await pool.putSummaries(NO_PROJECT, '', new AbortController().signal);
    await afterwards(results, () => pool);
  });
  const problems = await pool.compileRules(languagesOfOwnRules(rules));
  if (again === undefined) engines.close();
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

/** Loads and compiles rules without running them, in this thread. */
async function checkRules(order: Order): Promise<LoadedRules> {
  const analyser = new Analyser(await compileEngine(), loadGrammar);
  const rules = analyser.loadRules(choiceOf(order));
  const problems = await analyser.compileRules(languagesOfOwnRules(rules));
  return { ...rules, problems: [...rules.problems, ...problems] };
}
