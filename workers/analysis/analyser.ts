/**
 * One engine with its grammars and rules: everything an analysis worker does, without the worker.
 *
 * Grammars are linked to a thread, which all its analysers share: the first one makes the others.
 */
import {
  analyses,
  type CheckOptions,
  type Clause,
  Engine,
  initSync,
  languages,
  type Refactor,
  rewriteRules,
  type ShownTrees,
} from '#engine';
import { Grammars } from '../grammars';
import {
  type AnalysisInfo,
  type AnalysisOptions,
  AssayError,
  type Edit,
  type LoadedRules,
  type LoadGrammar,
  type Problem,
  type RewriteChoice,
  type RuleChoice,
  type RuleCost,
  type RuleSource,
  type Summary,
  toEnvelope,
} from '../protocol';

/** What the engine says of one file. */
export interface CheckedFile {
  /** A `FileReport` as UTF-8 JSON. */
  report: Uint8Array<ArrayBuffer>;
  findings: number;
  /** Findings that are not suppressed, from info to critical; undefined if there are none. */
  counts?: Uint32Array;
  parsed: boolean;
  elapsedMs: number;
  /** What the file tells others, if it was asked for and the file was parsed. */
  summaries?: Summary[];
}

/** The part of a file's time that one rule may take, so that a slow one does not silence the others. */
const RULE_SHARE = 0.3;

/** What a retry, or a fix, asks beside the usual. */
export type CheckExtras = Pick<CheckOptions, 'isolate' | 'skipRules' | 'onRule' | 'alwaysParse'>;

export interface PreparedOptions {
  engine: CheckOptions;
  fileBudgetMs: number;
}

function stillNeeded(path: string, needs: string[]): AssayError {
  const message = `The engine requested grammars again that were already loaded: ${needs.join(', ')}.`;
  return new AssayError({ code: 'internal', message, detail: path });
}

export class Analyser {
  readonly #engine: Engine;
  readonly #grammars: Grammars;
  /** When the work on the current file began, and when it must end. */
  #began = 0;
  #deadline = 0;
  #trap: AssayError | undefined;
  /** How often the engine was called. */
  steps = 0;

  /** `module` is the compiled engine; it is instantiated once per thread. */
  constructor(
    readonly module: WebAssembly.Module,
    readonly loadGrammar: LoadGrammar,
    grammars?: Grammars,
  ) {
    const exports = initSync({ module });
    this.#engine = new Engine();
    this.#grammars =
      grammars ?? new Grammars(exports, loadGrammar, (name, slot) => this.#engine.addGrammar(name, slot));
  }

  /** Another one on the same thread, without rules. */
  beside(): Analyser {
    return new Analyser(this.module, this.loadGrammar, this.#grammars);
  }

  /** Rules that replace code of a form, in all languages unless some are named; the search reads the pattern in the same way. */
  rulesOf(
    { pattern, rewrite }: Omit<RewriteChoice, 'kind'>,
    langs = languages().map(({ id }) => id),
  ): RuleSource[] {
    return rewriteRules(pattern, rewrite, langs);
  }

  loadRules({ sources, disabled, threatModels, severities }: RuleChoice): LoadedRules {
    return this.#guard(() =>
      this.#engine.loadRules(sources, disabled, threatModels?.slice(), severities ?? {}),
    );
  }

  /** The same without the description of the rules, which is hundreds of kilobytes. */
  adoptRules({ sources, disabled, threatModels, severities }: RuleChoice): void {
    this.#guard(() => this.#engine.adoptRules(sources, disabled, threatModels?.slice(), severities ?? {}));
  }

  /** Reads rules that no file has asked for, for some milliseconds; false if there are none left. */
  readAhead(ms: number): boolean {
    const end = performance.now() + ms;
    return this.#guard(() => {
      while (performance.now() < end) if (!this.#engine.readAhead()) return false;
      return true;
    });
  }

  /** The analyses that tell something of each file. */
  analyses(): AnalysisInfo[] {
    return this.#guard(analyses);
  }

  /** Loads the grammars of these languages and compiles their rules; returns what is wrong with them. */
  async compileRules(languages: string[]): Promise<Problem[]> {
    const problems: Problem[] = [];
    for (const language of languages) {
      for (const grammar of this.#guard(() => this.#engine.grammarsForRules(language))) {
        await this.#addGrammar(grammar);
      }
      problems.push(...this.#guard(() => this.#engine.compileRules(language)));
    }
    return problems;
  }

  /** Whether it waits for a grammar. */
  get isWaiting(): boolean {
    return this.#grammars.isWaiting;
  }

  /** What each rule has cost since this was last called. */
  takeCosts(): RuleCost[] {
    return this.#guard(() => this.#engine.takeCosts());
  }

  /** Checks one file. Loads the grammars it needs first, so this waits the first time a language comes. */
  async check(
    path: string,
    bytes: Uint8Array,
    options: AnalysisOptions,
    extras: CheckExtras = {},
  ): Promise<CheckedFile> {
    const prepared = this.prepare(options, extras);
    return this.tryCheck(path, bytes, prepared) ?? this.#checkWithGrammars(path, bytes, prepared);
  }

  /** The engine's form of the options; made once and used for many files. */
  prepare(options: AnalysisOptions, extras: CheckExtras = {}): PreparedOptions {
    const { fileBudgetMs, usePrefilter, applyPaths, analysis = 'deep', language, summaries } = options;
    const engine: CheckOptions = {
      usePrefilter,
      tick: () => performance.now() > this.#deadline,
      ruleBudgetMs: fileBudgetMs * RULE_SHARE,
      onReady: () => this.#begin(fileBudgetMs),
      now: Date.now() / 1000,
      deep: analysis === 'deep',
      ...(applyPaths === undefined ? {} : { applyPaths }),
      ...(language === undefined ? {} : { language }),
      ...(summaries && { summaries }),
      ...extras,
    };
    return { engine, fileBudgetMs };
  }

  /** Checks one file without waiting; undefined if a grammar has to be loaded first. */
  tryCheck(path: string, bytes: Uint8Array, options: PreparedOptions): CheckedFile | undefined {
    this.#begin(options.fileBudgetMs);
    return this.#guard(() => {
      const checked = this.#engine.check(path, bytes, options.engine);
      try {
        const report = checked.takeReport();
        if (!report) return undefined;
        const { findings, parsed } = checked;
        const counts = findings > 0 ? { counts: checked.counts } : {};
        const summaries = options.engine.summaries ? checked.takeSummaries() : undefined;
        const elapsedMs = performance.now() - this.#began;
        return { report, findings, parsed, elapsedMs, ...counts, ...(summaries && { summaries }) };
      } finally {
        checked.free();
      }
    });
  }

  /**
   * What one file tells others, without checking it; undefined if it takes too long, or its grammar cannot be had.
   * Loads the grammar first where it is not there.
   */
  async summarise(path: string, bytes: Uint8Array, budgetMs: number): Promise<Summary[] | undefined> {
    for (;;) {
      this.#begin(budgetMs);
      const { needs, summaries } = this.#guard(() => {
        const done = this.#engine.summarise(path, bytes, () => performance.now() > this.#deadline);
        const answer = { needs: done.needs, summaries: done.takeSummaries() };
        done.free();
        return answer;
      });
      if (needs.length === 0) return summaries;
      if (needs.every((name) => this.#grammars.has(name))) throw stillNeeded(path, needs);
      await Promise.all(needs.map((name) => this.#addGrammar(name)));
    }
  }

  /** What a refactoring of a file changes; throws `cannot-refactor` where it changes nothing. */
  async refactor(path: string, bytes: Uint8Array, order: Refactor, budgetMs: number): Promise<Edit[]> {
    for (;;) {
      this.#begin(budgetMs);
      const { needs, done } = this.#guard(() =>
        this.#engine.refactor(path, bytes, order, () => performance.now() > this.#deadline),
      );
      if (done) return done.edits;
      if (needs.every((name) => this.#grammars.has(name))) throw stillNeeded(path, needs);
      await Promise.all(needs.map((name) => this.#addGrammar(name)));
    }
  }

  /** What a rule of a file demands, clause by clause. */
  clauses(source: RuleSource, rule: string): Clause[] {
    return this.#guard(() => this.#engine.clauses(source, rule));
  }

  /** The syntax trees of a text. Loads the grammar first where it is not there. */
  async trees(
    path: string,
    text: string,
    language: string | undefined,
    budgetMs: number,
  ): Promise<ShownTrees> {
    for (;;) {
      this.#begin(budgetMs);
      const { needs, trees } = this.#guard(() =>
        this.#engine.trees(path, text, language, () => performance.now() > this.#deadline),
      );
      if (trees) return trees;
      if (needs.every((name) => this.#grammars.has(name))) throw stillNeeded(path, needs);
      await Promise.all(needs.map((name) => this.#addGrammar(name)));
    }
  }

  #begin(budgetMs: number): void {
    this.#began = performance.now();
    this.#deadline = this.#began + budgetMs;
  }

  async #checkWithGrammars(path: string, bytes: Uint8Array, options: PreparedOptions): Promise<CheckedFile> {
    // Embedded languages show one after the other, but every round loads at least one of finitely many grammars.
    for (;;) {
      const needs = this.#guard(() => {
        const checked = this.#engine.check(path, bytes, options.engine);
        const names = checked.needs;
        checked.free();
        return names;
      });
      const missing = needs.filter((name) => !this.#grammars.has(name));
      if (needs.length > 0 && missing.length === 0) throw stillNeeded(path, needs);
      await Promise.all(missing.map((name) => this.#addGrammar(name)));
      const checked = this.tryCheck(path, bytes, options);
      if (checked) return checked;
    }
  }

  /** A grammar that cannot be had is told to the engine, which names it in the report of each file. */
  async #addGrammar(name: string): Promise<void> {
    const reason = await this.#grammars.add(name);
    if (reason !== undefined) this.#engine.failGrammar(name, reason);
  }

  /** Asks once more for grammars that could not be had: what kept them away may be over. */
  async retryGrammars(): Promise<void> {
    await Promise.all(this.#grammars.forgetMissing().map((name) => this.#addGrammar(name)));
  }

  /** The engine throws envelopes for wrong calls; any `Error` means that it died, and it stays dead. */
  #guard<T>(work: () => T): T {
    if (this.#trap) throw this.#trap;
    this.steps += 1;
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Error)) throw new AssayError(toEnvelope(error));
      this.#trap = new AssayError({
        code: 'engine-trapped',
        message: 'The engine stopped because of an internal error.',
        detail: error.stack ?? error.message,
      });
      throw this.#trap;
    }
  }
}
