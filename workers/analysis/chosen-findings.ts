/**
 * Takes out of a file's report what does not count there: findings that the project wants to be surer or worse, and what the
 * configuration of a folder says of rules. Rules that are off everywhere are not asked in the first place.
 */
import {
  CONFIDENCES,
  type Doubt,
  type FileReport,
  type Finding,
  type FindingsChoice,
  isEmptyChoice,
  joinChoices,
  type LeftOut,
  severityRank,
} from '../protocol';
import type { CheckedFile } from './analyser';

const DOUBTS_OF: Readonly<Record<LeftOut, Doubt>> = {
  tests: 'test',
  'third-party': 'vendored',
  generated: 'generated',
};

/**
 * The same file with the findings that count.
 * @param formerIds present ids of rules by former ones
 */
export function chosenFindings(
  checked: CheckedFile,
  everywhere: FindingsChoice = {},
  there: FindingsChoice = {},
  formerIds: ReadonlyMap<string, string> = new Map(),
): CheckedFile {
  const choice = joinChoices(everywhere, there);
  if (checked.findings === 0 || isEmptyChoice(choice)) return checked;
  const report = JSON.parse(new TextDecoder().decode(checked.report)) as FileReport;
  const findings = chosen(report.findings, choice, formerIds);
  const counts = new Uint32Array(5);
  for (const { status, severity } of findings) {
    if (status.kind === 'open') counts[severityRank(severity)] = (counts[severityRank(severity)] ?? 0) + 1;
  }
  const bytes = new TextEncoder().encode(JSON.stringify({ ...report, findings }));
  return { ...checked, report: bytes, findings: findings.length, counts };
}

/** The findings that count by a choice. */
export function chosen(
  findings: readonly Finding[],
  { off = [], severities = {}, minSeverity, minConfidence, leaveOut = [] }: FindingsChoice,
  formerIds: ReadonlyMap<string, string> = new Map(),
): Finding[] {
  const idOf = (id: string) => formerIds.get(id) ?? id;
  const isOff = new Set(off.map(idOf));
  const given = new Map(Object.entries(severities).map(([id, severity]) => [idOf(id), severity]));
  const doubts = new Set(leaveOut.map((sort) => DOUBTS_OF[sort]));
  return findings
    .filter(({ ruleId, doubt }) => !isOff.has(ruleId) && !(doubt && doubts.has(doubt)))
    .map((finding) => ({ ...finding, severity: given.get(finding.ruleId) ?? finding.severity }))
    .filter(
      ({ severity, confidence }) =>
        !(minSeverity && severityRank(severity) < severityRank(minSeverity)) &&
        // Who says nothing of being unsure is sure.
        !(minConfidence && CONFIDENCES.indexOf(confidence ?? 'high') < CONFIDENCES.indexOf(minConfidence)),
    );
}
