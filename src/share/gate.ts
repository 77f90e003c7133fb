/** Judges the findings of a scan by its project's gate, and says in words what broke it. */
import {
  type BaselineState,
  CONFIDENCES,
  type Completeness,
  type Finding,
  type Gate,
  type GateCondition,
  SEVERITIES,
  severityRank,
} from '../../workers/protocol';
import { countOf, formatCount } from '../kernel/format';

/** A finding with its file, and what it is beside those of the baseline. */
export interface JudgedFinding {
  path: string;
  finding: Finding;
  baseline?: BaselineState;
}

/** One condition beside what was found. */
export interface Measured extends GateCondition {
  /** Findings that count. */
  found: number;
  /** The first of them. */
  examples: { rule: string; path: string; line: number }[];
}

export interface Verdict {
  /** Unknown: nothing broke it, but something was not checked. */
  state: 'passed' | 'failed' | 'unknown';
  conditions: Measured[];
  /** Whether it asks for what is new, and there was nothing to compare with. */
  lacksBaseline: boolean;
}

/** So many findings are named for a condition. */
const EXAMPLES = 5;

/** @param isCompared whether findings know what they are beside a baseline. */
export function judge(
  gate: Exclude<Gate, 'unusable'>,
  findings: Iterable<JudgedFinding>,
  completeness: Completeness,
  isCompared: boolean,
): Verdict {
  const conditions = gate.map((condition): Measured => ({ ...condition, found: 0, examples: [] }));
  for (const one of findings) for (const condition of conditions) measure(condition, one);
  const isBroken = conditions.some(breaks);
  const passed = completeness.state === 'whole' ? 'passed' : 'unknown';
  const lacksBaseline = !isCompared && gate.some((condition) => condition.new);
  return { state: isBroken ? 'failed' : passed, conditions, lacksBaseline };
}

function measure(condition: Measured, { path, finding, baseline }: JudgedFinding): void {
  const { ruleId, range, severity, confidence, status } = finding;
  if (status.kind !== 'open' || (condition.new && baseline === 'known')) return;
  if (condition.severity && severityRank(severity) < severityRank(condition.severity)) return;
  // Of a rule that says nothing of how sure it is nobody has doubts.
  if (condition.confidence && confidence && rankOf(confidence) < rankOf(condition.confidence)) return;
  condition.found += 1;
  if (condition.examples.length < EXAMPLES) {
    condition.examples.push({ rule: ruleId, path, line: range.start.line });
  }
}

function rankOf(confidence: (typeof CONFIDENCES)[number]): number {
  return CONFIDENCES.indexOf(confidence);
}

function breaks({ found, max }: Measured): boolean {
  return found > max;
}

/** The verdict: a headline, then a line for each finding that is named. */
export function describeVerdict({ state, conditions, lacksBaseline }: Verdict): string[] {
  if (state === 'passed') return ['Gate passed.'];
  if (state === 'unknown') return ['Gate not passed: something could not be checked.'];
  const broken = conditions.filter(breaks);
  const reasons = broken.map((one) => `${whatCounts(one)}, and the gate allows ${formatCount(one.max)}`);
  const note = lacksBaseline ? ' There is no baseline, so every finding counts as new.' : '';
  return [`Gate failed: ${reasons.join('; ')}.${note}`, ...exampleLines(broken)];
}

/** A finding that breaks several conditions is named once. */
function exampleLines(broken: readonly Measured[]): string[] {
  const all = broken.flatMap(({ examples }) => examples);
  const lines = all.map(({ rule, path, line }) => `${path}:${line} ${rule}`);
  const named = [...new Set(lines)].slice(0, EXAMPLES);
  const more = Math.max(...broken.map(({ found }) => found)) - named.length;
  return more > 0 ? [...named, `and ${formatCount(more)} more`] : named;
}

/** `3 new findings of severity medium or higher and confidence medium or higher`. */
function whatCounts({ found, new: onlyNew, severity, confidence }: Measured): string {
  const limits = [
    severity && severity !== SEVERITIES[0] && limit('severity', severity, SEVERITIES.at(-1)),
    confidence && confidence !== CONFIDENCES[0] && limit('confidence', confidence, CONFIDENCES.at(-1)),
  ].filter(Boolean);
  const of = limits.length > 0 ? ` of ${limits.join(' and ')}` : '';
  return `${countOf(found, onlyNew ? 'new finding' : 'finding')}${of}`;
}

function limit(what: string, least: string, most: string | undefined): string {
  return least === most ? `${what} ${least}` : `${what} ${least} or higher`;
}
