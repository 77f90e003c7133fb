/**
 * Judges a rule by its cases, in ast-grep's four words: good code is `validated` where nothing is found and `noisy` where
 * something is; bad code is `reported` where it is found and `missing` where it is not.
 */
import type { Finding } from '../../workers/protocol';
import type { RuleCase } from './cases';

export type CaseVerdict = 'validated' | 'reported' | 'noisy' | 'missing';

export interface JudgedCase {
  verdict: CaseVerdict;
  isRight: boolean;
  /** What differs from what the case says, in sentences. */
  faults: string[];
}

type Found = Pick<Finding, 'range'>;

/**
 * What to make of the findings of a rule in the code of a case.
 * @param expected the code after the fixes, where the cases say it
 */
export function judgeCase(
  one: RuleCase,
  { findings: found, fixed }: { findings: readonly Found[]; fixed?: string },
  expected?: RuleCase,
): JudgedCase {
  const isBad = one.kind === 'bad';
  if (!isBad) {
    const isRight = found.length === 0;
    const faults = isRight ? [] : [`Found in ${linesOf(found)}.`];
    return { verdict: isRight ? 'validated' : 'noisy', isRight, faults };
  }
  if (found.length === 0) return { verdict: 'missing', isRight: false, faults: ['Nothing was found.'] };
  const faults: string[] = [];
  if (one.found.length > 0) {
    const wanted = new Set(one.found.map((line) => line + 1));
    const there = new Set(found.map(({ range }) => range.start.line));
    const absent = [...wanted].filter((line) => !there.has(line));
    const extra = [...there].filter((line) => !wanted.has(line));
    if (absent.length > 0) faults.push(`Not found in ${inLines(absent)}.`);
    if (extra.length > 0) faults.push(`Also found in ${inLines(extra)}.`);
    if (absent.length > 0) return { verdict: 'missing', isRight: false, faults };
    if (extra.length > 0) return { verdict: 'noisy', isRight: false, faults };
  }
  const isOther = expected !== undefined && fixed?.trimEnd() !== expected.code.trimEnd();
  if (isOther) faults.push(fixed === undefined ? 'There is no fix.' : 'The fix gives other code.');
  return { verdict: 'reported', isRight: !isOther, faults };
}

/** Cases with what is expected after their fixes, which stands behind them. */
export function pairCases(cases: readonly RuleCase[]): { one: RuleCase; expected?: RuleCase }[] {
  return cases.flatMap((one, at) => {
    if (one.kind === 'fixed') return [];
    const next = cases[at + 1];
    return [next?.kind === 'fixed' && one.kind === 'bad' ? { one, expected: next } : { one }];
  });
}

function linesOf(found: readonly Found[]): string {
  return inLines([...new Set(found.map(({ range }) => range.start.line))]);
}

function inLines(lines: readonly number[]): string {
  return `${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`;
}
