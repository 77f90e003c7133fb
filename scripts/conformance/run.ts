/** Runs cases through the headless runner and compares what it finds with what is expected. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBugs } from './bugs';
import { type Case, languageOf, type MatchRange, type RuleMatch, readCases } from './cases';
import { type Answer, answersOf } from './runner';
import type { Verdict } from './verdict';

/** Runs all cases of a suite's folder in one process of the runner in `dist-node/`. */
export function runSuite(folder: string): Verdict[] {
  const cases = readCases(folder);
  const scratch = mkdtempSync(join(tmpdir(), 'assay-conformance-'));
  try {
    const answers = runBatch(scratch, cases);
    const verdicts = cases.map((one, index) => ({
      id: one.id,
      suite: one.suite,
      lang: one.lang,
      difference: compare(one, answers.get(String(index))),
    }));
    return [...verdicts, ...runBugs(folder, scratch)];
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function runBatch(scratch: string, cases: Case[]): Map<string, Answer> {
  return answersOf(
    scratch,
    cases.map((one, index) => writeCase(scratch, String(index), one)),
  );
}

function writeCase(scratch: string, id: string, one: Case) {
  const folder = join(scratch, id);
  mkdirSync(folder);
  const rules = join(folder, 'rules.yml');
  const target = join(folder, one.file);
  writeFileSync(rules, one.rules);
  writeFileSync(target, one.target);
  const language = languageOf(one);
  // What is expected of ast-grep's comes from a command that lets the globs of rules count.
  const applyGlobs = one.expectedRanges !== undefined;
  return { id, rules, target, applyGlobs, ...(language !== undefined && { language }) };
}

function compare(one: Case, answer: Answer | undefined): string[] {
  if (answer === undefined) return ['error: no answer'];
  const errors = answer.errors.map((error) => `error: ${error}`);
  if (one.expectedRanges) return [...compareRanges(one.expectedRanges, answer), ...errors];
  const difference = one.expectedMatches
    ? compareMatches(one.expectedMatches, answer)
    : one.fixed === undefined
      ? compareLines(one.expected ?? [], answer)
      : compareText(one, one.fixed, answer);
  // An error explains what is missing; without an answer it is a failure by itself.
  const hasAnswer = answer.matches.length > 0;
  return difference.length > 0 || !hasAnswer ? [...errors, ...difference] : [];
}

function compareRanges(ranges: MatchRange[], answer: Answer): string[] {
  const actual = answer.matches.map(({ startByte, endByte, fix }) =>
    JSON.stringify([startByte, endByte, fix?.text ?? null]),
  );
  const expected = ranges.map((range) => JSON.stringify(range));
  return [
    ...without(expected, actual).map((range) => `missing ${range}`),
    ...without(actual, expected).map((range) => `unexpected ${range}`),
  ];
}

function compareMatches(expected: RuleMatch[], answer: Answer): string[] {
  const place = ({ ruleId, startLine, endLine }: RuleMatch) => `${ruleId} ${startLine}-${endLine}`;
  const [wanted, found] = [new Set(expected.map(place)), new Set(answer.matches.map(place))];
  return [
    ...[...wanted].filter((one) => !found.has(one)).map((one) => `missing ${one}`),
    ...[...found].filter((one) => !wanted.has(one)).map((one) => `unexpected ${one}`),
  ];
}

function compareLines(lines: number[], answer: Answer): string[] {
  const found = new Set(answer.matches.map(({ startLine }) => startLine));
  const missing = lines.filter((line) => !found.has(line));
  const extra = [...found].filter((line) => !lines.includes(line)).sort((one, other) => one - other);
  return [
    ...(missing.length > 0 ? [`missing lines ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`extra lines ${extra.join(', ')}`] : []),
  ];
}

function compareText({ target }: Case, expected: string, { fixed = target }: Answer): string[] {
  if (fixed === expected) return [];
  const [want, have] = [expected.split('\n'), fixed.split('\n')];
  const at = want.findIndex((line, index) => line !== have[index]);
  return [
    `fixed differently: line ${at + 1} is ${JSON.stringify(have[at])}, not ${JSON.stringify(want[at])}`,
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
