/** Tries rules that somebody is writing, in an engine beside the one with the loaded rules. */
import { applyFixes } from '#engine';
import {
  type AskedPlace,
  type Clause,
  type ConvertedRule,
  DEFAULT_ANALYSIS_OPTIONS,
  type Explanation,
  type FileReport,
  type Finding,
  type LearntRule,
  type Problem,
  type RuleDialect,
  type RuleExample,
  type RuleHead,
  type RuleSource,
  rulesIn,
  type ShownTrees,
  type TriedCode,
  type TriedResult,
  type TriedRules,
  type WorkshopService,
} from '../../protocol';
import type { Analyser } from '../analyser';
import { convert } from './convert';
import { candidatesOf, chosenOf, placesOf, tryAll } from './examples/learn';
import { explainPlace } from './why';

/** Where a rule finds something, each place once. */
function placesOfRule(findings: readonly Finding[], rule: string): string {
  const own = findings.filter(({ ruleId }) => ruleId === rule);
  return [...new Set(own.map(({ range }) => `${range.start.offset}-${range.end.offset}`))].join(' ');
}

/** So long one text may take; ms. */
const BUDGET_MS = 2000;

export class Workshop implements WorkshopService {
  /** Rules that are loaded now. */
  #loaded = '';
  #last: Pick<TriedRules, 'rules' | 'problems'> = { rules: [], problems: [] };
  /** The question that was asked last. */
  #asked: Promise<unknown> = Promise.resolve();

  /** @param analyser its rules are replaced */
  constructor(readonly analyser: Analyser) {}

  tryRules(sources: RuleSource[], support: RuleSource[], codes: TriedCode[]): Promise<TriedRules> {
    return this.#alone(async () => {
      const { rules, problems } = await this.#load(sources, support);
      const tried: TriedResult[] = [];
      for (const code of codes) tried.push(await this.#check(code));
      return { rules, problems, codes: tried };
    });
  }

  trees({ path, text, language }: TriedCode): Promise<ShownTrees> {
    return this.#alone(() => this.analyser.trees(path, text, language, BUDGET_MS));
  }

  async clauses(source: RuleSource, rule: string): Promise<Clause[]> {
    return this.analyser.clauses(source, rule);
  }

  /** Each question on the way is one of its own, so that others come in between. */
  async learn(
    examples: RuleExample[],
    language: string,
    semgrepName: string | undefined,
  ): Promise<LearntRule> {
    const learning = { language, semgrepName };
    const wanted = placesOf(examples);
    const { chosen } = chosenOf(await candidatesOf(examples, learning, this), wanted);
    // Among all candidates some time may have run out before a pattern had found all that it finds.
    const again = chosen.map((one) => ({ ...one, hits: new Set<string>() }));
    const problems = await tryAll(again, examples, learning, this);
    const found = new Set(again.flatMap(({ hits }) => [...hits]));
    return {
      patterns: chosen.map(({ pattern, not }) => ({ pattern, not })),
      missed: [...wanted].filter((place) => !found.has(place)).length,
      more: [...found].filter((place) => !wanted.has(place)).length,
      problems,
    };
  }

  async convert(
    source: RuleSource,
    support: RuleSource[],
    head: RuleHead,
    to: RuleDialect,
    codes: TriedCode[],
  ): Promise<ConvertedRule> {
    const rules = await rulesIn(source.path, source.text);
    const whole = rules.find((one) => (one as { id?: unknown } | null)?.id === head.id);
    const converted = convert(this.analyser.clauses(source, head.id), whole, to, head);
    if (converted.text === undefined) return { ...converted, differs: [] };
    const path = `${head.id}.${to === 'toml' ? 'toml' : 'yml'}`;
    const other: RuleSource = { path, text: converted.text, origin: 'user' };
    const before = await this.tryRules([source], support, codes);
    const after = await this.tryRules([other], support, codes);
    const [problem] = [
      ...after.problems,
      ...[...before.codes, ...after.codes].flatMap((one) => one.problems),
    ];
    if (problem) {
      const [why] = problem.message.split('\n');
      throw new Error(`Whether it finds the same could not be tried: ${why}`);
    }
    const [own, others] = [before, after].map((tried) =>
      tried.codes.map(({ findings }) => placesOfRule(findings, head.id)),
    );
    if (!own?.some((places) => places !== ''))
      throw new Error('It finds nothing in its cases, so nothing would show that it finds the same.');
    return { ...converted, differs: own.flatMap((found, at) => (found === others?.[at] ? [] : [at])) };
  }

  why(source: RuleSource, support: RuleSource[], rule: string, place: AskedPlace): Promise<Explanation> {
    return this.#alone(async () => {
      const clauses = this.analyser.clauses(source, rule);
      const told = await explainPlace(clauses, place, async (asked) => {
        const { problems } = await this.#load(asked, support);
        const checked = await this.#check(place.code);
        return { findings: checked.findings, problems: [...problems, ...checked.problems] };
      });
      return { rule, ...told };
    });
  }

  /** One question after the other: each loads rules of its own, and waits for grammars in between. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const asked = this.#asked.then(work);
    this.#asked = asked.catch(() => {});
    return asked;
  }

  /** Loads rules and compiles them, so that what is wrong with their patterns is told as well. */
  async #load(sources: RuleSource[], support: RuleSource[]): Promise<Pick<TriedRules, 'rules' | 'problems'>> {
    const key = JSON.stringify([sources, support.map(({ path }) => path)]);
    if (this.#loaded === key) return this.#last;
    // What fails on the way leaves rules that are nobody's.
    this.#loaded = '';
    const known = new Set(support.map(({ path }) => path));
    const loaded = this.analyser.loadRules({ sources: [...support, ...sources], disabled: [] });
    const rules = loaded.rules.filter(({ path }) => !known.has(path));
    const languages = new Set(rules.flatMap((rule) => rule.languages));
    const ofPatterns: Problem[] = await this.analyser.compileRules([...languages, 'text']);
    const problems = [...loaded.problems, ...ofPatterns].filter(({ path }) => !known.has(path ?? ''));
    this.#last = { rules, problems };
    this.#loaded = key;
    return this.#last;
  }

  async #check({ path, text, language }: TriedCode): Promise<TriedResult> {
    const options = {
      ...DEFAULT_ANALYSIS_OPTIONS,
      ...{ fileBudgetMs: BUDGET_MS, applyPaths: false },
      ...(language !== undefined && { language }),
    };
    const { report } = await this.analyser.check(path, new TextEncoder().encode(text), options);
    const { findings, problems } = JSON.parse(new TextDecoder().decode(report)) as FileReport;
    // Comments that hide nothing are not what is tried.
    const own = findings.filter(
      ({ ruleId, status }) => status.kind === 'open' && !ruleId.startsWith('suppression/'),
    );
    const fixes = own.flatMap(({ fix }) => (fix ? [fix] : []));
    return { findings: own, problems, ...(fixes.length > 0 && { fixed: applyFixes(text, fixes).text }) };
  }
}
