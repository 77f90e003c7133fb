/** A rule that somebody is writing: what it is tried on, and what is told of it. */
import type { Clause, ShownTrees } from '#engine';
import type { Finding, Problem, RuleInfo, RuleSource, Severity } from './engine';
import type { TextPlace } from './project-index';

export type { Clause, ClauseScope, ShownNode, ShownTrees } from '#engine';

/** Where a project keeps rules for Assay. */
export const OWN_RULES = '.assay/rules';

/** Code that rules are tried on. */
export interface TriedCode {
  /** Tells the language where that is not said. */
  path: string;
  text: string;
  language?: string;
}

/** What rules are, and what they make of some code each. */
export interface TriedRules {
  rules: RuleInfo[];
  /** What is wrong with the rules. */
  problems: Problem[];
  /** For each code what was found, and what went wrong. */
  codes: TriedResult[];
}

export interface TriedResult {
  findings: Finding[];
  problems: Problem[];
  /** The code after all fixes, if there are any. */
  fixed?: string;
}

/** Which place is asked about: a stretch of a text, or its line where nothing is marked. */
export interface AskedPlace {
  code: TriedCode;
  from: Omit<TextPlace, 'path'>;
  to: Omit<TextPlace, 'path'>;
}

/** A clause at a place: whether it holds there, and what it leaves of the file. */
export interface JudgedClause extends Pick<Clause, 'key' | 'text' | 'line' | 'col' | 'scope'> {
  /** `unknown` where it cannot be asked by itself. */
  verdict: 'holds' | 'fails' | 'unknown';
  /** Matches in the file of this and all clauses before it. */
  matches: number;
  /** Where one of several is enough: what came of each. */
  any: JudgedClause[][];
}

/** Why a rule matches at a place, or does not. */
export interface Explanation {
  rule: string;
  clauses: JudgedClause[];
  /** Where in `clauses` the first stands that fails; undefined if all hold. */
  failed?: number;
  /** Of alternatives that all fail: the clause that fails of the one that was most likely meant; where data is lost, of a source. */
  nearest?: JudgedClause;
  /** The word of that pattern that keeps it from matching: with anything in its place it would. */
  word?: string;
  /** What stands in its place in the code. */
  there?: string;
  /** What metavariables stand for there, by what holds. */
  captures: Record<string, string>;
  /** Where the data gets last on its way to the place. */
  lost?: { line: number; col: number; text: string };
}

/** Code that a rule is learnt from. */
export interface RuleExample {
  code: string;
  language: string;
  /** The lines, from 0, on which the rule is to find something; none of code in which it is to find nothing. */
  wanted: readonly number[];
  /** It is to find something, wherever that is. */
  isWantedSomewhere: boolean;
}

/** What a learnt rule looks for in one of its parts, and what it leaves out of that. */
export interface LearntPattern {
  pattern: string;
  not: string[];
}

export interface LearntRule {
  patterns: LearntPattern[];
  /** How many places no pattern finds that finds nothing else. */
  missed: number;
  /** How many places they find, all tried together once more, that are not to be found. */
  more: number;
  /** What went wrong when they were tried; then nobody knows what else they find. */
  problems: Problem[];
}

export type RuleDialect = 'semgrep' | 'ast-grep' | 'toml';

/** A rule in another dialect. */
export interface ConvertedRule {
  /** Its file; none where something of it cannot be said there. */
  text?: string;
  /** What cannot be said, by the clause. */
  unsaid: string[];
  /** Which of the codes it was tried on it finds something else in, from 0. */
  differs: number[];
}

/** What stands in a rule beside what it demands. */
export interface RuleHead {
  id: string;
  message: string;
  severity: Severity;
  /** JSON text. */
  metadata: string;
  /** The id of the language, and its name in Semgrep's dialect. */
  language: string;
  semgrepName: string | undefined;
}

/** What the analysis workers do for the workshop, with rules of their own that change none of those that are loaded. */
export interface WorkshopService {
  /** Tries rules on code. `support` are rule files that they refer to. */
  tryRules(sources: RuleSource[], support: RuleSource[], codes: TriedCode[]): Promise<TriedRules>;
  /** The syntax trees of a text. */
  trees(code: TriedCode): Promise<ShownTrees>;
  /** Why a rule of a file does or does not match at a place. */
  why(source: RuleSource, support: RuleSource[], rule: string, place: AskedPlace): Promise<Explanation>;
  /**
   * A rule that finds what examples say and nothing else.
   * @param semgrepName the name of the language in Semgrep's dialect; undefined for a rule in ast-grep's
   */
  learn(examples: RuleExample[], language: string, semgrepName: string | undefined): Promise<LearntRule>;
  /** A rule of a file in another dialect, tried on the same codes as the rule itself. */
  convert(
    source: RuleSource,
    support: RuleSource[],
    head: RuleHead,
    to: RuleDialect,
    codes: TriedCode[],
  ): Promise<ConvertedRule>;
  /** What a rule of a file demands, clause by clause. */
  clauses(source: RuleSource, rule: string): Promise<Clause[]>;
}
