/**
 * Runs cases that others have written through the headless runner and compares the ranges it finds with the
 * expected ones, exactly: `npm run conformance -- --suite DIR`, or DIR in ASSAY_CONFORMANCE.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildRunner } from './build';
import { whenStarted } from './lib/main';
import { inRoot } from './lib/paths';
import { output, RunError } from './lib/run';

/** Start byte, end byte, and what would replace the match. */
type MatchRange = [start: number, end: number, replacement: string | null];

interface Case {
  id: string;
  lang: string;
  file: string;
  rules: string;
  target: string;
  expectedRanges: MatchRange[];
}

interface Answer {
  id: string;
  matches: { startByte: number; endByte: number; fix?: { text: string } }[];
  errors: string[];
}

export interface Verdict {
  id: string;
  lang: string;
  /** What differs; empty if the case passes. */
  difference: string[];
}

/** Runs all cases of a suite's folder in one process of the runner in `dist-node/`. */
export function runSuite(folder: string): Verdict[] {
  const cases = readCases(join(folder, 'ast-grep/cases.jsonl'));
  const scratch = mkdtempSync(join(tmpdir(), 'assay-conformance-'));
  try {
    const answers = new Map(runBatch(scratch, cases).map((answer) => [answer.id, answer]));
    return cases.map((one) => ({
      id: one.id,
      lang: one.lang,
      difference: compare(one, answers.get(one.id)),
    }));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function readCases(file: string): Case[] {
  if (!existsSync(file))
    throw new RunError(`There is no ${file}: name the folder of the suite with --suite.`);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
}

function runBatch(scratch: string, cases: Case[]): Answer[] {
  const lines = cases.map((one, index) => JSON.stringify(writeCase(join(scratch, String(index)), one)));
  const list = join(scratch, 'cases.jsonl');
  writeFileSync(list, lines.join('\n'));
  const printed = output(process.execPath, [inRoot('dist-node/assay.mjs'), 'batch', list]);
  if (printed === undefined) throw new RunError('The runner failed: node dist-node/assay.mjs batch');
  const answers = printed.split('\n').filter((line) => line !== '');
  return answers.map((line) => JSON.parse(line) as Answer);
}

function writeCase(folder: string, one: Case) {
  mkdirSync(folder);
  const rules = join(folder, 'rules.yml');
  const target = join(folder, one.file);
  writeFileSync(rules, one.rules);
  writeFileSync(target, one.target);
  // What is expected comes from a command that lets the globs of rules count.
  return { id: one.id, rules, target, language: one.lang, applyGlobs: true };
}

function compare({ expectedRanges }: Case, answer: Answer | undefined): string[] {
  if (answer === undefined) return ['no answer'];
  const actual = answer.matches.map(({ startByte, endByte, fix }) =>
    JSON.stringify([startByte, endByte, fix?.text ?? null]),
  );
  const expected = expectedRanges.map((range) => JSON.stringify(range));
  return [
    ...without(expected, actual).map((range) => `missing ${range}`),
    ...without(actual, expected).map((range) => `unexpected ${range}`),
    ...answer.errors.map((error) => `error: ${error}`),
  ];
}

/** What of `all` is left when each of `taken` has taken one away. */
function without(all: string[], taken: string[]): string[] {
  const left = [...all];
  for (const one of taken) {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

function print(verdicts: Verdict[]): void {
  for (const { id, difference } of verdicts.filter((verdict) => verdict.difference.length > 0)) {
    console.log(`FAILED ${id}`);
    for (const line of difference) console.log(`  ${line}`);
  }
  for (const lang of [...new Set(verdicts.map((verdict) => verdict.lang))].sort()) {
    console.log(`${lang.padEnd(14)} ${ratio(verdicts.filter((verdict) => verdict.lang === lang))}`);
  }
  console.log(`${'all'.padEnd(14)} ${ratio(verdicts)}`);
}

function ratio(verdicts: Verdict[]): string {
  const passed = verdicts.filter(({ difference }) => difference.length === 0).length;
  return `${passed} of ${verdicts.length}`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { suite: { type: 'string' } } });
  const suite = values.suite ?? process.env.ASSAY_CONFORMANCE;
  if (suite === undefined)
    throw new RunError('Name the folder of the suite: npm run conformance -- --suite DIR');
  await buildRunner();
  const verdicts = runSuite(suite);
  print(verdicts);
  if (verdicts.some(({ difference }) => difference.length > 0)) process.exitCode = 1;
}

await whenStarted(import.meta.url, main);
