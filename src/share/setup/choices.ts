/**
 * What people choose when they set a project up, what of the findings at hand each choice leaves, and the configuration that
 * says it. Page and command ask the same.
 */
import {
  CONCERN_NAMES,
  CONFIDENCES,
  type Concern,
  type Confidence,
  type ConfigValues,
  concernOf,
  DEFAULT_THREAT_MODELS,
  type Doubt,
  type FindingTally,
  type GateCondition,
  type LeftOut,
  noCounts,
  type RuleInfo,
  type Severity,
  type SeverityCounts,
  type ThreatModel,
} from '../../../workers/protocol';

export interface SetupChoice {
  concerns: readonly Concern[];
  minConfidence: Confidence;
  leaveOut: readonly LeftOut[];
  threatModels: readonly ThreatModel[];
  /** Rules that are turned off one by one. */
  off: readonly string[];
  /** Of which severity on new findings fail a scan; none fails where this is missing. */
  failOn?: Severity;
  /** Globs that are left out. */
  ignore: readonly string[];
}

/** What is proposed to who has not chosen yet. */
export const PROPOSED_CHOICE: SetupChoice = {
  ...{ concerns: CONCERN_NAMES, minConfidence: 'medium', leaveOut: ['third-party', 'generated'] },
  ...{ threatModels: DEFAULT_THREAT_MODELS, off: [], ignore: [], failOn: 'high' },
};

const SORTS: Readonly<Partial<Record<Doubt, LeftOut>>> = {
  test: 'tests',
  vendored: 'third-party',
  generated: 'generated',
};

/** What a choice leaves of the findings at hand. */
export interface Preview {
  findings: number;
  severities: SeverityCounts;
  /** Findings under all other choices, whatever is chosen of this one. */
  byConcern: Record<Concern, number>;
  byConfidence: Record<Confidence, number>;
  byLeftOut: Record<LeftOut, number>;
  /** Rules that found something, with whether they are on; the most frequent first. */
  rules: { ruleId: string; count: number; isOn: boolean }[];
  /** Built-in rules that run. */
  running: number;
}

export function previewOf(
  tallies: readonly FindingTally[],
  rules: ReadonlyMap<string, RuleInfo>,
  choice: SetupChoice,
): Preview {
  const concernsOf = (ruleId: string) => {
    const rule = rules.get(ruleId);
    return rule && concernOf(rule);
  };
  const tests = {
    // Rules that say nothing of what they are about always run.
    concern: ({ ruleId }: FindingTally) => {
      const concern = concernsOf(ruleId);
      return concern === undefined || choice.concerns.includes(concern);
    },
    confidence: ({ confidence = 'high' }: FindingTally) =>
      CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf(choice.minConfidence),
    sort: ({ doubt }: FindingTally) => {
      const sort = doubt && SORTS[doubt];
      return !(sort && choice.leaveOut.includes(sort));
    },
    rule: ({ ruleId }: FindingTally) => !choice.off.includes(ruleId),
  };
  const passing = (but?: keyof typeof tests) =>
    tallies.filter((tally) => Object.entries(tests).every(([name, test]) => name === but || test(tally)));
  const sum = (some: readonly FindingTally[]) => some.reduce((all, { count }) => all + count, 0);
  const left = passing();
  const severities = noCounts();
  for (const { severity, count } of left) severities[severity] += count;
  const without = { concern: passing('concern'), confidence: passing('confidence'), sort: passing('sort') };
  return {
    findings: sum(left),
    severities,
    byConcern: recordOf(CONCERN_NAMES, (concern) =>
      sum(without.concern.filter(({ ruleId }) => concernsOf(ruleId) === concern)),
    ),
    byConfidence: recordOf(CONFIDENCES, (least) =>
      sum(
        without.confidence.filter(
          ({ confidence = 'high' }) => CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf(least),
        ),
      ),
    ),
    byLeftOut: recordOf(['tests', 'third-party', 'generated'] as const, (sort) =>
      sum(without.sort.filter(({ doubt }) => doubt && SORTS[doubt] === sort)),
    ),
    rules: countRules(passing('rule'), choice.off),
    running: [...rules.values()].filter((rule) => {
      const concern = concernOf(rule);
      const isSure =
        CONFIDENCES.indexOf(rule.confidence ?? 'high') >= CONFIDENCES.indexOf(choice.minConfidence);
      return (
        rule.origin === 'builtin' &&
        (concern === undefined || choice.concerns.includes(concern)) &&
        isSure &&
        !choice.off.includes(rule.id)
      );
    }).length,
  };
}

function countRules(tallies: readonly FindingTally[], off: readonly string[]): Preview['rules'] {
  const counts = new Map<string, number>();
  for (const { ruleId, count } of tallies) counts.set(ruleId, (counts.get(ruleId) ?? 0) + count);
  return [...counts]
    .map(([ruleId, count]) => ({ ruleId, count, isOn: !off.includes(ruleId) }))
    .sort((a, b) => b.count - a.count || (a.ruleId < b.ruleId ? -1 : 1));
}

function recordOf<Key extends string>(keys: readonly Key[], of: (key: Key) => number): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<Key, number>;
}

/** What a configuration says of a choice: only what is not so anyway. */
export function valuesOf(choice: SetupChoice): ConfigValues {
  const { concerns, minConfidence, leaveOut, threatModels, off, failOn, ignore } = choice;
  const isAll = CONCERN_NAMES.every((one) => concerns.includes(one));
  const isUsual =
    threatModels.length === DEFAULT_THREAT_MODELS.length &&
    DEFAULT_THREAT_MODELS.every((one) => threatModels.includes(one));
  const gate: GateCondition[] = failOn ? [{ new: true, severity: failOn, max: 0 }] : [];
  return {
    ...(!isAll && { concerns: CONCERN_NAMES.filter((one) => concerns.includes(one)) }),
    ...(minConfidence !== 'low' && { minConfidence }),
    ...(leaveOut.length > 0 && { leaveOut }),
    ...(!isUsual && { threatModels }),
    ...(ignore.length > 0 && { ignore }),
    ...(off.length > 0 && { rules: Object.fromEntries(off.map((id) => [id, 'off' as const])) }),
    ...(gate.length > 0 && { gate }),
  };
}
