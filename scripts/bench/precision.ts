/** Samples of findings with a person's verdict on each, and the table of how often rules are right. */
import { createHash } from 'node:crypto';

/** A finding as a scan reports it. */
export interface Seen {
  /** Name and commit. */
  repository: string;
  /** Path and line. */
  place: string;
  rule: string;
  confidence: string;
}

/** A finding of the sample, as it was when it was drawn. */
export interface Read extends Seen {
  verdict: 'right' | 'wrong' | '?';
  why: string;
}

const HEAD = ['repository', 'place', 'rule', 'confidence', 'verdict', 'why'];
/** Below this share of right findings a rule has to be sharpened, or be said to be unsure. */
const FEW = 0.6;
const SURENESS = ['low', 'medium', 'high'];

export function parseVerdicts(text: string): Read[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => {
      const [repository = '', place = '', rule = '', confidence = '', verdict = '?', why = ''] =
        line.split('\t');
      if (verdict !== 'right' && verdict !== 'wrong' && verdict !== '?')
        throw new Error(`“${verdict}” is no verdict: ${line}`);
      return { repository, place, rule, confidence, verdict, why };
    });
}

export function writeVerdicts(read: readonly Read[]): string {
  const rows = read.map(({ repository, place, rule, confidence, verdict, why }) =>
    [repository, place, rule, confidence, verdict, why].join('\t'),
  );
  return `${[HEAD.join('\t'), ...rows].join('\n')}\n`;
}

/**
 * Adds findings to those that were drawn before until each rule has `each` of them or all it has. Which ones follows from the seed and
 * the finding alone: a rule that reports something more elsewhere does not change the rest of the sample.
 */
export function sampleOf(seen: readonly Seen[], before: readonly Read[], seed: number, each: number): Read[] {
  const known = new Set(before.map(keyOf));
  const sample = [...before];
  for (const [rule, ofRule] of groupByRule(dedupe(seen))) {
    const have = before.filter((one) => one.rule === rule).length;
    const fresh = ofRule.filter((one) => !known.has(keyOf(one)));
    fresh.sort((a, b) => (rank(seed, a) < rank(seed, b) ? -1 : 1));
    const drawn = fresh.slice(0, Math.max(0, each - have));
    sample.push(...drawn.map((one) => ({ ...one, verdict: '?' as const, why: '' })));
  }
  return sample.sort((a, b) => compare(a.rule, b.rule) || compare(keyOf(a), keyOf(b)));
}

/** The verdicts by rule, beside what is left of the same findings today: what a rule is not sure of is not. */
export function formatTable(read: readonly Read[], seen: readonly Seen[], seed: string): string {
  const now = new Map(dedupe(seen).map((one) => [keyOf(one), one]));
  const judged = read.filter(({ verdict }) => verdict !== '?');
  const rules = [...groupByRule(judged)].map(([rule, all]) => {
    const reported = all.flatMap((one) => now.get(keyOf(one)) ?? []);
    const confidence = surestOf(reported.length > 0 ? reported : all);
    const left = all.filter((one) => {
      const today = now.get(keyOf(one))?.confidence;
      return today !== undefined && (today !== 'low' || confidence === 'low');
    });
    return { rule, all, left, confidence };
  });
  const repositories = [...new Set(read.map(({ repository }) => repository))].sort(compare);
  const sure = rules.filter(({ confidence }) => confidence !== 'low').flatMap(({ left }) => left);
  const sureBefore = judged.filter(({ confidence }) => confidence !== 'low');
  const width = Math.max(...rules.map(({ rule }) => rule.length));
  return `${[
    `How often the built-in rules are right: ${judged.length} findings read, drawn with seed ${seed}.`,
    `Repositories: ${repositories.join(', ')}.`,
    '',
    `At medium and high confidence, when they were drawn: ${share(sureBefore)}.`,
    `Of them, what today’s rules still report at medium and high confidence: ${share(sure)}.`,
    `Rules below ${FEW * 100} % at medium or high confidence today: ${fewOf(rules).join(', ') || 'none'}.`,
    '',
    `${'rule'.padEnd(width)}  drawn  right   left  right  confidence`,
    ...rules.map(({ rule, all, left, confidence }) => {
      const figures = [all.length, rightOf(all), left.length, rightOf(left)].map((n) =>
        String(n).padStart(5),
      );
      return `${rule.padEnd(width)}  ${figures.join('  ')}  ${confidence}`;
    }),
  ].join('\n')}\n`;
}

function fewOf(rules: { rule: string; left: Read[]; confidence: string }[]): string[] {
  return rules
    .filter(({ left, confidence }) => confidence !== 'low' && rightOf(left) < FEW * left.length)
    .map(({ rule }) => rule);
}

function share(read: readonly Read[]): string {
  const right = rightOf(read);
  return `${right} of ${read.length} right, ${((100 * right) / Math.max(1, read.length)).toFixed(1)} %`;
}

function rightOf(read: readonly Read[]): number {
  return read.filter(({ verdict }) => verdict === 'right').length;
}

function keyOf({ repository, place, rule }: Seen): string {
  return `${repository} ${place} ${rule}`;
}

/** Several findings of a rule on a line are read as one, the surest. */
function dedupe(seen: readonly Seen[]): Seen[] {
  const unsureFirst = [...seen].sort(
    (a, b) => SURENESS.indexOf(a.confidence) - SURENESS.indexOf(b.confidence),
  );
  return [...new Map(unsureFirst.map((one) => [keyOf(one), one])).values()];
}

function surestOf(all: readonly Seen[]): string {
  return SURENESS.findLast((confidence) => all.some((one) => one.confidence === confidence)) ?? '';
}

function groupByRule<T extends Seen>(seen: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of [...seen].sort((a, b) => compare(a.rule, b.rule))) {
    groups.set(one.rule, [...(groups.get(one.rule) ?? []), one]);
  }
  return groups;
}

function rank(seed: number, one: Seen): string {
  return createHash('sha256')
    .update(`${seed} ${keyOf(one)}`)
    .digest('hex');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
