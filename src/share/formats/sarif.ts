/**
 * Findings as SARIF 2.1.0, the exchange format of code scanning. Addresses are relative and encoded, so
 * that nothing of the machine is in the file; suppressed findings are marked and not left out.
 */
import type {
  ArtifactLocation,
  CodeFlow,
  Invocation,
  Location,
  Notification,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
  ThreadFlowLocation,
} from 'sarif';
import type {
  Completeness,
  Finding,
  Fix,
  FlowKind,
  FlowStep,
  Gap,
  Problem,
  Range,
  RuleInfo,
  Severity,
  Status,
} from '../../../workers/protocol';
import { DECISIONS, doubtOf, ELSEWHERE, threatOf } from '../../../workers/protocol';
import { headlineOf } from '../../kernel/completeness';
import { plainMessage } from '../../kernel/inline-code';
import { BASELINE_STATES } from '../sarif/baseline-states';
import { Taxonomies } from '../sarif/taxonomies';
import { type ExportFormat, type ExportInput, listed } from './export';

export const sarif: ExportFormat = {
  id: 'sarif',
  title: 'SARIF 2.1.0',
  purpose: 'for code scanning services and editors',
  extension: '.sarif',
  mediaType: 'application/sarif+json',
  encode,
};

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const ROOT = '%SRCROOT%';
/** Under which results carry their identity; `assayFingerprint/v1` held the path. */
const IDENTITY_KEY = 'assayFingerprint/v2';

function* encode({ tool, rules, findings, problems, completeness }: ExportInput): Generator<string> {
  const merged = mergeById(rules);
  const places = new Map(merged.map(({ id }, index) => [id, index]));
  const taxonomies = new Taxonomies(merged);
  const driver = {
    ...{ name: tool.name, semanticVersion: tool.version },
    supportedTaxonomies: taxonomies.references(),
    rules: merged.map((rule) => descriptor(rule, taxonomies)),
  };
  yield `{"$schema":${JSON.stringify(SCHEMA)},"version":"2.1.0","runs":[{"tool":{"driver":`;
  yield `${JSON.stringify(driver)}},\n"taxonomies":${JSON.stringify(taxonomies.components)},\n`;
  yield `"columnKind":"utf16CodeUnits","originalUriBaseIds":`;
  yield `${JSON.stringify({ [ROOT]: { description: { text: 'The root of the scanned project.' } } })},\n`;
  yield `"invocations":${JSON.stringify([invocation(problems, completeness)])},\n"results":[`;
  yield* listed(results(findings, places));
  yield ']}]}\n';
}

function* results(findings: ExportInput['findings'], places: Map<string, number>): Generator<string> {
  for (const { path, finding, baseline } of findings) {
    // Many readers take every result for an alert. What a comment hides somebody has decided on; what the
    // analysis takes for no fault is none.
    if (finding.status.kind === 'dismissed' && !isByPeople(finding.status.step)) continue;
    const told = result(path, finding, places.get(finding.ruleId));
    yield JSON.stringify(baseline ? { ...told, baselineState: BASELINE_STATES[baseline] } : told);
  }
}

/** Whether somebody dismissed it, here or in another program. */
function isByPeople(step: string): boolean {
  return step === ELSEWHERE || DECISIONS.some((one) => one === step);
}

/** A rule for several languages is several rules of one id here, but SARIF wants ids to be unique. */
function mergeById(rules: RuleInfo[]): RuleInfo[] {
  const byId = new Map<string, RuleInfo>();
  for (const rule of rules) {
    const known = byId.get(rule.id);
    const languages = [...new Set([...(known?.languages ?? []), ...rule.languages])];
    byId.set(rule.id, { ...(known ?? rule), languages });
  }
  return [...byId.values()];
}

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** The middle of the band that code scanning services give each name. */
const SECURITY_SCORES: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.5',
};

function descriptor(rule: RuleInfo, taxonomies: Taxonomies): ReportingDescriptor {
  const { id, title, message, doc, url, severity, aliases } = rule;
  const relationships = taxonomies.relationships(rule);
  return {
    id,
    ...(aliases?.length && { deprecatedIds: aliases }),
    shortDescription: messageOf(title ?? (message || id)),
    ...(title !== undefined && message && { fullDescription: messageOf(message) }),
    ...(doc && { help: { text: doc, markdown: doc } }),
    ...(url && URL.canParse(url) && { helpUri: new URL(url).href }),
    ...(relationships.length > 0 && { relationships }),
    defaultConfiguration: { enabled: severity !== undefined, level: severity ? LEVELS[severity] : 'none' },
    properties: {
      tags: [...new Set(rule.tags)],
      ...(severity && isSecurity(rule) && { 'security-severity': SECURITY_SCORES[severity] }),
      ...(severity && { severity }),
      ...(title !== undefined && { title }),
      nativeSeverity: rule.nativeSeverity,
      dialect: rule.dialect,
      languages: rule.languages,
      origin: rule.origin,
      ...(rule.category !== undefined && { category: rule.category }),
      ...(rule.cwe?.length && { cwe: rule.cwe }),
      ...(rule.owasp?.length && { owasp: rule.owasp }),
      // Code scanning services call it precision.
      ...(rule.confidence && { precision: rule.confidence }),
      ...(rule.metadata !== '{}' && { metadata: JSON.parse(rule.metadata) as unknown }),
    },
  };
}

function isSecurity({ tags }: RuleInfo): boolean {
  return tags.some((tag) => /^(security|cwe\b|owasp\b)/i.test(tag));
}

function result(path: string, finding: Finding, ruleIndex: number | undefined): Result {
  const { ruleId, severity, message, range, flow, labels, fix, status, identity } = finding;
  return {
    ruleId,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: LEVELS[severity],
    message: messageOf(message || ruleId),
    locations: [{ physicalLocation: place(path, range, finding.excerpt) }],
    ...(flow?.length && { codeFlows: [codeFlow(path, flow)] }),
    ...(labels && labels.length > 0 && { relatedLocations: related(path, finding) }),
    partialFingerprints: { [IDENTITY_KEY]: identity },
    ...(fix && { fixes: [fixOf(path, fix)] }),
    ...(status.kind !== 'open' && { suppressions: [suppressionOf(path, status)] }),
    properties: { severity, ...facts(finding), ...metavariables(finding) },
  };
}

function suppressionOf(path: string, status: Exclude<Status, { kind: 'open' }>) {
  return status.kind === 'suppressed'
    ? { kind: 'inSource' as const, justification: status.comment, location: lineOf(path, status.line) }
    : { kind: 'external' as const, status: 'accepted' as const, justification: status.why };
}

/** What SARIF has no place for; left out where it is as usual. */
function facts(finding: Finding) {
  const { origin, confidence, doubt } = finding;
  const threat = threatOf(finding);
  const why = doubtOf(finding);
  return {
    ...(origin !== 'file' && { origin }),
    ...(confidence && { confidence }),
    ...(doubt && { doubt }),
    ...(why !== undefined && { whyUnsure: why }),
    ...(threat !== undefined && { threat }),
  };
}

/** `text` is plain by the standard: what has code in it is there as Markdown too. */
function messageOf(message: string): { text: string; markdown?: string } {
  const text = plainMessage(message);
  return text === message ? { text } : { text, markdown: message };
}

function metavariables({ metavars }: Finding): { metavars?: Record<string, string> } {
  const entries = Object.entries(metavars ?? {}).map(([name, { text }]) => [name, text]);
  return entries.length > 0 ? { metavars: Object.fromEntries(entries) } : {};
}

function place(path: string, range: Range, snippet?: string): PhysicalLocation {
  return {
    artifactLocation: artifact(path),
    region: { ...region(range), ...(snippet && { snippet: { text: snippet } }) },
  };
}

function region({ start, end }: Range): Region {
  return { startLine: start.line, startColumn: start.col, endLine: end.line, endColumn: end.col };
}

function lineOf(path: string, startLine: number): Location {
  return { physicalLocation: { artifactLocation: artifact(path), region: { startLine } } };
}

function related(path: string, { labels }: Finding): Location[] {
  return (labels ?? []).map(({ message, file, range }, id) => ({
    id,
    physicalLocation: place(file ?? path, range),
    ...(message !== undefined && { message: { text: message } }),
  }));
}

const STEPS: Record<FlowKind, string> = {
  source: 'Data comes in here',
  propagation: 'Data is handed on here',
  sink: 'Data does harm here',
  guess: 'From here on what is left of the data is a guess',
};

/** The way of the data in the order in which it goes, in the one thread that there is. */
function codeFlow(path: string, flow: FlowStep[]): CodeFlow {
  const locations = flow.map(
    ({ kind, file, range, excerpt, note, threat }, index): ThreadFlowLocation => ({
      executionOrder: index + 1,
      importance: kind === 'source' || kind === 'sink' ? 'essential' : 'important',
      kinds: kind === 'propagation' ? ['taint'] : ['taint', kind],
      location: {
        physicalLocation: place(file ?? path, range, excerpt),
        message: { text: note === undefined ? `${STEPS[kind]}.` : `${STEPS[kind]} (${note}).` },
      },
      ...(threat !== undefined && { properties: { threat } }),
    }),
  );
  return { threadFlows: [{ locations }] };
}

function fixOf(path: string, { range, text, also = [] }: Fix) {
  const replacements = [{ range, text }, ...also].map((edit) => ({
    deletedRegion: region(edit.range),
    insertedContent: { text: edit.text },
  }));
  return {
    description: { text: 'Replace the matched code.' },
    artifactChanges: [{ artifactLocation: artifact(path), replacements }],
  };
}

/** A relative address, encoded part by part; files outside the root keep a whole one. */
function artifact(path: string): ArtifactLocation {
  const parts = path.replace(/\p{Surrogate}/gu, '\ufffd').split('/');
  const encoded = parts.map(encodeURIComponent).join('/');
  if (path.startsWith('/')) return { uri: `file://${encoded}` };
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${encoded}` };
  return { uri: encoded, uriBaseId: ROOT };
}

/** A run is successful only where everything was read and checked: readers take the rest for fixed. */
function invocation(problems: Problem[], completeness: Completeness | undefined): Invocation {
  const notifications = [...gapsOf(completeness).map(gapNotification), ...problems.map(notification)];
  const isWhole = completeness === undefined || completeness.state === 'whole';
  return {
    executionSuccessful: isWhole,
    ...(!isWhole && { exitCodeDescription: headlineOf(completeness) }),
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}

function gapsOf(completeness: Completeness | undefined): Gap[] {
  if (completeness?.state === 'failed') return [completeness.gap];
  return completeness?.state === 'partial' ? completeness.gaps : [];
}

function gapNotification({ kind, message, examples }: Gap): Notification {
  const text = [message, ...examples].join('\n');
  return { level: 'error', descriptor: { id: kind }, message: { text } };
}

function notification({ kind, message, help, path, line, col, ruleId }: Problem): Notification {
  const region: Region | undefined = line ? { startLine: line, ...(col && { startColumn: col }) } : undefined;
  return {
    level: kind === 'unsupported' ? 'note' : 'warning',
    descriptor: { id: kind },
    message: { text: help ? `${message} ${help}` : message },
    ...(ruleId && { associatedRule: { id: ruleId } }),
    ...(path && {
      locations: [{ physicalLocation: { artifactLocation: artifact(path), ...(region && { region }) } }],
    }),
  };
}
