/**
 * Findings as JSON for other programs. Open findings and hidden ones are two lists, so that whoever
 * only counts findings does not count what was dealt with.
 */
import {
  type BaselineState,
  type Classes,
  doubtOf,
  type Finding,
  type Fix,
  type FlowStep,
  type Location,
  type Range,
  type RuleInfo,
  type Triage,
  threatOf,
} from '../../../workers/protocol';
import { type ExportFormat, type ExportInput, listed } from './export';

/**
 * Version of the layout; a field may be added without a new one. 2: findings have an identity instead of a fingerprint,
 * which held the path, and a status instead of a suppression.
 */
const JSON_VERSION = 2;

export const json: ExportFormat = {
  id: 'json',
  title: 'JSON',
  purpose: 'for your own programs',
  extension: '.json',
  mediaType: 'application/json',
  encode,
};

function* encode(input: ExportInput): Generator<string> {
  const { tool, rules, findings, gone, problems, completeness, verdict } = input;
  const suppressed: string[] = [];
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  yield `{"version":${JSON_VERSION},"tool":${JSON.stringify(tool)},`;
  // Before the findings, of which nobody can see that some are missing.
  if (completeness) yield `"completeness":${JSON.stringify(completeness)},`;
  if (verdict) yield `"gate":${JSON.stringify(verdict)},`;
  yield '"findings":[';
  yield* listed(open(findings, byId, suppressed));
  yield '],\n"suppressed":[';
  yield* listed(suppressed);
  if (gone) yield `],\n"gone":[`;
  if (gone) yield* listed(gone.map(({ rule, path, line }) => JSON.stringify({ ruleId: rule, path, line })));
  yield `],\n"problems":${JSON.stringify(problems)}}\n`;
}

function* open(
  findings: ExportInput['findings'],
  rules: ReadonlyMap<string, RuleInfo>,
  suppressed: string[],
): Generator<string> {
  for (const { path, finding, triage, baseline } of findings) {
    const json = findingToJson(path, finding, rules.get(finding.ruleId));
    const text = JSON.stringify({ ...json, ...(triage && { triage }), ...(baseline && { baseline }) });
    if (finding.status.kind === 'open') yield text;
    else suppressed.push(text);
  }
}

/** One finding as other programs get it. Lines and columns from 1, columns in UTF-16 units, offsets in UTF-8 bytes. */
export interface JsonFinding extends Range, Omit<Classes, 'confidence'>, FindingFacts {
  ruleId: string;
  /** The usual name of what the rule finds. */
  title?: string;
  severity: Finding['severity'];
  message: string;
  path: string;
  metavars: Record<string, { text: string } & Partial<Range>>;
  /** Places that explain it; `path` where that is another file. */
  labels?: (Range & { style: string; message?: string; path?: string })[];
  /** The way of the data from source to sink; only of rules that follow data. */
  flow?: (Range & Omit<FlowStep, keyof Location> & { path?: string })[];
  /** Where that data comes from, such as `remote` or `environment`, if the rule says so. */
  threat?: string;
  /** Why `confidence` is lower than that of the rule, in a sentence. */
  whyUnsure?: string;
  /** `also` are edits elsewhere in the file that it needs. */
  fix?: Range & { text: string; isSafe?: boolean; also?: (Range & { text: string })[] };
  /** What people say of it. */
  triage?: Triage;
  /** Whether an earlier scan had it; only where it was compared with one. */
  baseline?: BaselineState;
}

type FindingFacts = Pick<Finding, 'identity' | 'status' | 'origin' | 'confidence' | 'doubt'>;

export function findingToJson(path: string, finding: Finding, rule?: RuleInfo): JsonFinding {
  const { ruleId, severity, message, range, flow, fix, identity, status, origin, confidence, doubt } =
    finding;
  const threat = threatOf(finding);
  const why = doubtOf(finding);
  const metavars = Object.entries(finding.metavars ?? {}).map(
    ([name, { text, range: place }]) => [name, { text, ...place }] as const,
  );
  return {
    ruleId,
    ...(rule?.title !== undefined && { title: rule.title }),
    severity,
    message,
    path,
    start: range.start,
    end: range.end,
    metavars: Object.fromEntries(metavars),
    ...(finding.labels.length > 0 && { labels: finding.labels.map(placed) }),
    ...(flow?.length && { flow: flow.map(placed) }),
    ...(threat !== undefined && { threat }),
    ...(fix && { fix: fixToJson(fix) }),
    identity,
    status,
    origin,
    ...(confidence && { confidence }),
    ...(doubt && { doubt }),
    ...(why !== undefined && { whyUnsure: why }),
    ...(rule?.category !== undefined && { category: rule.category }),
    ...(rule?.cwe?.length && { cwe: rule.cwe }),
    ...(rule?.owasp?.length && { owasp: rule.owasp }),
  };
}

function fixToJson({ range, text, isSafe, also }: Fix): NonNullable<JsonFinding['fix']> {
  return {
    ...{ ...range, text },
    ...(isSafe && { isSafe }),
    ...(also?.length && { also: also.map((edit) => ({ ...edit.range, text: edit.text })) }),
  };
}

/** A label or step with its place among its fields. */
function placed<T extends Location>({ range, file, ...rest }: T) {
  return { ...rest, ...(file !== undefined && { path: file }), ...range };
}
