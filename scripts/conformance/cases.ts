/** The cases of the suites, as they lie in their folders. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunError } from '../lib/run';

/** Start byte, end byte, and what would replace the match. */
export type MatchRange = [start: number, end: number, replacement: string | null];

/** A case of either suite; what it expects is one of three things. */
export interface Case {
  id: string;
  /** The suite and, for ast-grep's, its name. */
  suite: string;
  lang: string;
  file: string;
  rules: string;
  target: string;
  /** Ranges and replacements, exactly. */
  expectedRanges?: MatchRange[];
  /** Lines on which a match starts, from 1. */
  expected?: number[];
  /** The whole text after all fixes. */
  fixed?: string;
}

/** All cases of a folder. */
export function readCases(folder: string): Case[] {
  const astGrep = readFile(join(folder, 'ast-grep/cases.jsonl')).map((one) => ({
    ...one,
    suite: 'ast-grep',
  }));
  return [...astGrep, ...readFile(join(folder, 'semgrep/cases.jsonl'))];
}

function readFile(file: string): Case[] {
  if (!existsSync(file))
    throw new RunError(`There is no ${file}: name the folder of the suite with --suite.`);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
}

/** The language to hand to the runner; none where the rules are for any text. */
export function languageOf({ lang, file }: Case): string | undefined {
  if (lang === 'generic' || lang === 'regex') return undefined;
  return lang === 'ts' && file.endsWith('.tsx') ? 'tsx' : lang;
}
