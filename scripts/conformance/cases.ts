/** The cases of the suites, as they lie in their folders. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RunError } from '../lib/run';

/** Start byte, end byte, and what would replace the match. */
export type MatchRange = [start: number, end: number, replacement: string | null];

/** A rule and the lines, from 1, that a match of it starts and ends on. */
export interface RuleMatch {
  ruleId: string;
  startLine: number;
  endLine: number;
}

/** A case of a suite; what it expects is one of four things. */
export interface Case {
  id: string;
  /** The suite and, for ast-grep's, its name. */
  suite: string;
  lang: string;
  /** The language to hand to the runner, where that is not `lang`. */
  language?: string | undefined;
  file: string;
  rules: string;
  target: string;
  /** Ranges and replacements, exactly. */
  expectedRanges?: MatchRange[];
  /** Lines on which a match starts, from 1. */
  expected?: number[];
  /** The matches of each rule, by the lines they start and end on. */
  expectedMatches?: RuleMatch[];
  /** The whole text after all fixes. */
  fixed?: string;
}

/** All cases of a folder. */
export function readCases(folder: string): Case[] {
  const astGrep = readFile(join(folder, 'ast-grep/cases.jsonl')).map((one) => ({
    ...one,
    suite: 'ast-grep',
  }));
  return [...astGrep, ...readFile(join(folder, 'semgrep/cases.jsonl')), ...faultCases(folder)];
}

/** What a fault's case says; its rules, target and fixed text are files beside it. */
interface Fault {
  id: string;
  class: string;
  rules: string;
  target: string;
  language?: string;
  expected: RuleMatch[];
  fixed?: string;
}

/** Small cases of kinds of fault; each kind has a figure of its own. */
function faultCases(folder: string): Case[] {
  const home = join(folder, 'faults/semgrep');
  if (!existsSync(home)) return [];
  const text = (file: string) => readFileSync(join(home, file), 'utf8');
  return readLines<Fault>(join(home, 'cases.jsonl')).map((fault) => ({
    id: fault.id,
    suite: 'faults',
    lang: fault.class,
    language: fault.language,
    file: basename(fault.target),
    rules: text(fault.rules),
    target: text(fault.target),
    ...(fault.fixed === undefined ? { expectedMatches: fault.expected } : { fixed: text(fault.fixed) }),
  }));
}

function readFile(file: string): Case[] {
  return readLines<Case>(file);
}

/** The objects of a file that has one a line. */
export function readLines<T>(file: string): T[] {
  if (!existsSync(file))
    throw new RunError(`There is no ${file}: name the folder of the suite with --suite.`);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

/** The language to hand to the runner; none where the rules are for any text. */
export function languageOf({ suite, lang, language, file }: Case): string | undefined {
  if (suite === 'faults') return language;
  if (lang === 'generic' || lang === 'regex') return undefined;
  return lang === 'ts' && file.endsWith('.tsx') ? 'tsx' : lang;
}
