/**
 * `assay batch`: many rules against many files in one process, for test suites of rules. A case is a line of
 * JSON and so is its answer; a case that cannot be run says so in its answer, and the next one runs.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { applyFixes } from '#engine';
import { Analyser } from '../../workers/analysis';
import { decode } from '../../workers/intake';
import { languagesOfOwnRules } from '../../workers/pool';
import {
  type AnalysisOptions,
  COMMENT_RULES,
  DEFAULT_ANALYSIS_OPTIONS,
  type FileReport,
  type Finding,
  type LoadedRules,
  type Problem,
} from '../../workers/protocol';
import { printableJson } from '../share';
import { compileEngine, loadGrammar } from './assets';
import { EXIT, UsageError } from './errors';
import { print } from './output';
import { readRuleFiles } from './rule-files';

/** What rules for any text are listed under. */
const ANY_TEXT = new Set(['generic', 'regex']);

interface Case {
  id: string;
  rules: string;
  target: string;
  language?: string;
  /** Lets the `files` and `ignores` of the rules count, against the target's name; otherwise they do not. */
  applyGlobs?: boolean;
  /** Also follows data as far as a scan does; otherwise only as far as Semgrep's open engine. */
  deep?: boolean;
  /** Where the target is in its project; its name if it is not said. */
  path?: string;
}

/** Lines and columns from 1, columns in UTF-16 units; bytes are offsets in UTF-8 from 0, ends exclusive. */
interface Match {
  ruleId: string;
  startLine: number;
  startCol: number;
  endLine: number;
  endCol: number;
  startByte: number;
  endByte: number;
  message: string;
  fix?: { start: number; end: number; text: string };
}

interface Answer {
  id: string;
  matches: Match[];
  /** The whole text after all fixes; only where a match has one. */
  fixed?: string;
  errors: string[];
}

export async function batch(file: string): Promise<number> {
  const runner = new Runner(new Analyser(await compileEngine(), loadGrammar));
  for await (const line of linesOf(file)) {
    if (line.trim() === '') continue;
    const answer = await runner.answer(line);
    await print(`${printableJson(JSON.stringify(answer))}\n`);
  }
  return EXIT.done;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (error) {
    throw new UsageError(`Cannot read ${file}: ${(error as Error).message}`);
  }
}

class Runner {
  #rules: string | undefined;
  #loaded: LoadedRules | undefined;

  constructor(readonly analyser: Analyser) {}

  async answer(line: string): Promise<Answer> {
    let id = '';
    try {
      const one = readCase(line, (found) => {
        id = found;
      });
      return await this.#run(one);
    } catch (error) {
      return { id, matches: [], errors: [error instanceof Error ? error.message : String(error)] };
    }
  }

  async #run(one: Case): Promise<Answer> {
    const { id, rules, target } = one;
    const loaded = this.#load(rules);
    const bytes = decode(new Uint8Array(readFileSync(target)));
    const report = await this.#check(one.path ?? basename(target), bytes, one);
    const found = report.findings.filter(({ status }) => status.kind === 'open');
    const problems = [...loaded.problems, ...(await this.#ruleProblems(loaded)), ...report.problems];
    return {
      id,
      matches: found.map(matchOf),
      ...fixedText(bytes, found),
      errors: [...new Set(problems.filter(isError).map(textOf)), ...notChecked(report, loaded)],
    };
  }

  /** Rules of the case before are still loaded. */
  #load(rules: string): LoadedRules {
    if (this.#loaded && this.#rules === rules) return this.#loaded;
    this.#loaded = undefined;
    // A suite says what its own rules find.
    const loaded = this.analyser.loadRules({ sources: readRuleFiles([rules]), disabled: [...COMMENT_RULES] });
    this.#rules = rules;
    this.#loaded = loaded;
    return loaded;
  }

  async #check(
    path: string,
    bytes: Uint8Array,
    { language, applyGlobs = false, deep = false }: Case,
  ): Promise<FileReport> {
    const options: AnalysisOptions = {
      ...DEFAULT_ANALYSIS_OPTIONS,
      // Suites say what Semgrep's open engine finds.
      analysis: deep ? 'deep' : 'semgrep',
      applyPaths: applyGlobs,
      ...(language !== undefined && !ANY_TEXT.has(language) && { language }),
    };
    const { report } = await this.analyser.check(path, bytes, options);
    return JSON.parse(new TextDecoder().decode(report)) as FileReport;
  }

  #ruleProblems(loaded: LoadedRules): Promise<Problem[]> {
    return this.analyser.compileRules(languagesOfOwnRules(loaded));
  }
}

function fixedText(bytes: Uint8Array, found: Finding[]): { fixed?: string } {
  const fixes = found.flatMap(({ fix }) => fix ?? []);
  return fixes.length > 0 ? { fixed: applyFixes(new TextDecoder().decode(bytes), fixes).text } : {};
}

function readCase(line: string, foundId: (id: string) => void): Case {
  const value: unknown = JSON.parse(line);
  if (typeof value !== 'object' || value === null) throw new Error('A case must be a JSON object.');
  const { id, rules, target, language, applyGlobs, deep, path } = value as Record<string, unknown>;
  if (typeof id === 'string' || typeof id === 'number') foundId(String(id));
  return {
    id: text(id, 'id'),
    rules: text(rules, 'rules'),
    target: text(target, 'target'),
    ...(language !== undefined && language !== null && { language: text(language, 'language') }),
    applyGlobs: applyGlobs === true,
    deep: deep === true,
    ...(typeof path === 'string' && { path }),
  };
}

function text(value: unknown, field: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`The field “${field}” is missing or is not a string.`);
}

function matchOf({ ruleId, range: { start, end }, message, fix }: Finding): Match {
  return {
    ruleId,
    startLine: start.line,
    startCol: start.col,
    endLine: end.line,
    endCol: end.col,
    startByte: start.offset,
    endByte: end.offset,
    message,
    ...(fix && { fix: { start: fix.range.start.offset, end: fix.range.end.offset, text: fix.text } }),
  };
}

/** A key that means nothing here is no error: the rule runs without it, as it does in other engines. */
function isError({ kind }: Problem): boolean {
  return kind !== 'unsupported';
}

function textOf({ path, line, col, message, help }: Problem): string {
  const place =
    path === undefined ? '' : `${[path, line, col].filter((part) => part !== undefined).join(':')}: `;
  return `${place}${message}${help ? ` ${help}` : ''}`;
}

/** Rules for any text run on files of unknown languages, too. */
function notChecked({ language, path }: FileReport, { rules }: LoadedRules): string[] {
  const forAnyText = rules.some(({ languages }) => languages.some((name) => ANY_TEXT.has(name)));
  return language === undefined && !forAnyText
    ? [`The language of ${path} is unknown. Set it in the case.`]
    : [];
}
