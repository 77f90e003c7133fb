/**
 * Findings as JSON for other programs. Open findings and suppressed ones are two lists, so that whoever
 * only counts findings does not count what was dealt with in the code.
 */
import type { Finding, FlowStep, Range } from '../../../workers/protocol';
import { type ExportFormat, type ExportInput, listed } from './export';

/** Version of the layout; a field may be added without a new one. */
const JSON_VERSION = 1;

export const json: ExportFormat = {
  id: 'json',
  title: 'JSON',
  purpose: 'for your own programs',
  extension: '.json',
  mediaType: 'application/json',
  encode,
};

function* encode({ tool, findings, problems, completeness }: ExportInput): Generator<string> {
  const suppressed: string[] = [];
  yield `{"version":${JSON_VERSION},"tool":${JSON.stringify(tool)},`;
  // Before the findings, of which nobody can see that some are missing.
  if (completeness) yield `"completeness":${JSON.stringify(completeness)},`;
  yield '"findings":[';
  yield* listed(open(findings, suppressed));
  yield '],\n"suppressed":[';
  yield* listed(suppressed);
  yield `],\n"problems":${JSON.stringify(problems)}}\n`;
}

function* open(findings: ExportInput['findings'], suppressed: string[]): Generator<string> {
  for (const { path, finding } of findings) {
    const text = JSON.stringify(findingToJson(path, finding));
    if (finding.suppression) suppressed.push(text);
    else yield text;
  }
}

/** One finding as other programs get it. Lines and columns from 1, columns in UTF-16 units, offsets in UTF-8 bytes. */
export interface JsonFinding extends Range {
  ruleId: string;
  severity: Finding['severity'];
  message: string;
  path: string;
  metavars: Record<string, { text: string } & Partial<Range>>;
  /** The way of the data from source to sink; only of rules that follow data. */
  flow?: (Omit<FlowStep, 'range'> & Range)[];
  fix?: Range & { text: string };
  fingerprint: string;
  suppression?: { line: number; comment: string };
}

export function findingToJson(path: string, finding: Finding): JsonFinding {
  const { ruleId, severity, message, range, flow, fix, fingerprint, suppression } = finding;
  const metavars = Object.entries(finding.metavars ?? {}).map(
    ([name, { text, range: place }]) => [name, { text, ...place }] as const,
  );
  return {
    ruleId,
    severity,
    message,
    path,
    start: range.start,
    end: range.end,
    metavars: Object.fromEntries(metavars),
    ...(flow?.length && { flow: flow.map(({ range: place, ...step }) => ({ ...step, ...place })) }),
    ...(fix && { fix: { ...fix.range, text: fix.text } }),
    fingerprint,
    ...(suppression && { suppression }),
  };
}
