/**
 * Between findings as the engine reports them and the shape that is shared. Whether code goes along is
 * decided here and nowhere else: without it no text of the project leaves but paths and rule messages.
 */
import type {
  Alternatives,
  Classes,
  Completeness,
  Finding,
  Fix,
  FlowStep,
  Gap,
  ImportedFile,
  ImportedFinding,
  Range,
  RuleInfo,
  Status,
} from '../../workers/protocol';
import { ELSEWHERE } from '../../workers/protocol';
import { anchorOf } from './anchor';
import {
  SHARE_FORMAT,
  SHARE_VERSION,
  type SharedCode,
  type SharedDocument,
  type SharedFile,
  type SharedFinding,
  type SharedFix,
  type SharedRule,
  type SharedSnippet,
  type SharedStatus,
  type SharedStep,
} from './file-format';
import { joinSnippets } from './snippets';

/** A finding to share, with its file and, if it is known, its rule. */
export interface Shareable {
  path: string;
  finding: Finding;
  others?: Alternatives | undefined;
  rule?: RuleInfo | undefined;
  /** The lines around it; shared only with code. */
  snippet?: SharedSnippet | undefined;
}

export interface ShareOptions {
  project: string;
  generator: string;
  /** Whether excerpts, metavariables, fixes and snippets go along. */
  withCode: boolean;
  /** Of the project; its examples quote paths of files without findings, so they stay here. */
  completeness?: Completeness | undefined;
}

/** The document of these findings; files and rules in the order in which they first occur. */
export function makeDocument(findings: Shareable[], options: ShareOptions): SharedDocument {
  const rules = new Map<string, { index: number; rule: SharedRule }>();
  const files = new Map<string, SharedFile>();
  for (const one of findings) {
    const file = files.get(one.path) ?? { path: one.path, language: one.finding.language, findings: [] };
    files.set(one.path, file);
    if (options.withCode && one.snippet)
      file.snippets = joinSnippets([...(file.snippets ?? []), one.snippet]);
    const key = `${one.finding.ruleId}\n${one.rule?.languages.join() ?? ''}`;
    const rule = rules.get(key) ?? { index: rules.size, rule: shareRule(one) };
    rules.set(key, rule);
    file.findings.push(shareFinding(one, rule.index, options.withCode));
  }
  return {
    format: SHARE_FORMAT,
    version: SHARE_VERSION,
    generator: options.generator,
    project: options.project,
    ...(options.completeness && { completeness: withoutExamples(options.completeness) }),
    rules: [...rules.values()].map(({ rule }) => rule),
    files: [...files.values()],
  };
}

function withoutExamples(completeness: Completeness): Completeness {
  const bare = (gap: Gap): Gap => ({ ...gap, examples: [] });
  if (completeness.state === 'whole') return completeness;
  return completeness.state === 'failed'
    ? { state: 'failed', gap: bare(completeness.gap) }
    : { ...completeness, gaps: completeness.gaps.map(bare) };
}

function shareRule({ finding, rule }: Shareable): SharedRule {
  if (rule === undefined) return unknownRule(finding);
  return {
    id: rule.id,
    ...(rule.tool !== undefined && { tool: rule.tool }),
    dialect: rule.dialect,
    languages: rule.languages,
    ...(rule.title !== undefined && { title: rule.title }),
    ...(rule.severity && { severity: rule.severity }),
    nativeSeverity: rule.nativeSeverity,
    message: rule.message,
    ...(rule.doc && { doc: rule.doc }),
    ...(isWebAddress(rule.url) && { url: rule.url }),
    tags: rule.tags,
    ...classesOf(rule),
  };
}

/** The rule was deleted since the scan: what its finding says of it is all there is. */
function unknownRule(finding: Finding): SharedRule {
  const { ruleId: id, severity, language } = finding;
  const face = { id, severity, nativeSeverity: severity, message: '', languages: [language], tags: [] };
  return { ...face, dialect: 'ast-grep' };
}

/** What sort of fault a rule finds; nothing where it does not say. */
function classesOf({ category, cwe, owasp, confidence }: Classes): Classes {
  return {
    ...(category !== undefined && { category }),
    ...(cwe?.length && { cwe }),
    ...(owasp?.length && { owasp }),
    ...(confidence && { confidence }),
  };
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url);
}

function shareFinding({ finding, rule, others }: Shareable, index: number, withCode: boolean): SharedFinding {
  const { origin, confidence, doubt } = finding;
  const status = shareStatus(finding.status, withCode);
  const message = shareMessage(finding, rule, withCode);
  return {
    rule: index,
    severity: finding.severity,
    language: finding.language,
    ...finding.range,
    identity: finding.identity,
    anchor: anchorOf(finding.ruleId, finding.excerpt),
    ...(message !== undefined && { message }),
    ...(status && { status }),
    ...(origin !== 'file' && { origin }),
    ...(confidence && { confidence }),
    ...(doubt && { doubt }),
    ...(finding.flow?.length && { flow: finding.flow.map((step) => shareStep(step, withCode)) }),
    ...(others?.flows.length && {
      otherFlows: others.flows.map((flow) => flow.map((step) => shareStep(step, withCode))),
    }),
    ...(withCode && { code: shareCode(finding, others) }),
  };
}

/** A comment is code; why the analysis dismisses a finding is in our own words. */
function shareStatus(status: Status, withCode: boolean): SharedStatus | undefined {
  if (status.kind === 'open') return undefined;
  if (status.kind === 'suppressed') {
    return { kind: 'suppressed', line: status.line, ...(withCode && { comment: status.comment }) };
  }
  const isOwn = withCode || status.step !== ELSEWHERE;
  return { kind: 'dismissed', step: status.step, ...(isOwn && { why: status.why }) };
}

function shareStep({ kind, range, excerpt, note, file, threat }: FlowStep, withCode: boolean): SharedStep {
  const quotes = withCode ? { excerpt, ...(note !== undefined && { note }) } : {};
  const facts = { ...(file !== undefined && { path: file }), ...(threat !== undefined && { threat }) };
  return { kind, ...facts, ...range, ...quotes };
}

/** A filled-in message quotes the code; the rule's own message does not. */
function shareMessage(finding: Finding, rule: RuleInfo | undefined, withCode: boolean): string | undefined {
  if (finding.message === rule?.message) return undefined;
  if (withCode) return finding.message;
  const quotes = Object.values(finding.metavars ?? {}).some(({ text }) => finding.message.includes(text));
  return quotes ? undefined : finding.message;
}

function shareCode(finding: Finding, others: Alternatives | undefined): SharedCode {
  const metavars = Object.entries(finding.metavars ?? {}).map(
    ([name, { text, range }]) => [name, { text, ...range }] as const,
  );
  const labels = (finding.labels ?? []).map(({ range, file, ...label }) => ({
    ...label,
    ...(file !== undefined && { path: file }),
    ...range,
  }));
  return {
    excerpt: finding.excerpt,
    ...(metavars.length > 0 && { metavars: Object.fromEntries(metavars) }),
    ...(labels.length > 0 && { labels }),
    ...(finding.fix && { fix: shareFix(finding.fix) }),
    ...(others?.fixes.length && { otherFixes: others.fixes.map(shareFix) }),
  };
}

const shareFix = ({ range, text, isSafe, also }: Fix): SharedFix => ({
  ...{ ...range, text },
  ...(isSafe && { isSafe }),
  ...(also?.length && { also: also.map((edit) => ({ ...edit.range, text: edit.text })) }),
});

/** The findings of a document, ready for the store. */
export function importedFiles(document: SharedDocument): ImportedFile[] {
  return document.files.map(({ path, language, findings, snippets }) => ({
    path,
    ...(language !== undefined && { language }),
    findings: findings.map((finding) => importFinding(finding, document.rules[finding.rule])),
    ...(snippets && { snippets }),
  }));
}

function importFinding(shared: SharedFinding, rule: SharedRule | undefined): ImportedFinding {
  const { severity, language, identity, origin = 'file', confidence, doubt, flow, code } = shared;
  const finding: Finding = {
    ruleId: rule?.id ?? '',
    language,
    severity,
    message: shared.message ?? rule?.message ?? '',
    range: rangeOf(shared),
    excerpt: code?.excerpt ?? '',
    metavars: Object.fromEntries(
      Object.entries(code?.metavars ?? {}).map(([name, { text, start, end }]) => [
        name,
        { text, ...(start && end && { range: { start, end } }) },
      ]),
    ),
    labels: (code?.labels ?? []).map(({ path, ...label }) => importPlace(label, path)),
    ...(flow && { flow: flow.map(importStep) }),
    ...(code?.fix && { fix: importFix(code.fix) }),
    identity,
    status: importStatus(shared.status),
    origin,
    ...(confidence && { confidence }),
    ...(doubt && { doubt }),
  };
  const flows = (shared.otherFlows ?? []).map((steps) => steps.map(importStep));
  const fixes = (code?.otherFixes ?? []).map(importFix);
  const hasOthers = flows.length + fixes.length > 0;
  return { finding, ...(hasOthers && { others: { flows, fixes } }), ...(shared.gone && { gone: true }) };
}

function importFix(fix: SharedFix): Fix {
  const { text, isSafe, also } = fix;
  return {
    ...{ range: rangeOf(fix), text },
    ...(isSafe && { isSafe }),
    ...(also && { also: also.map((edit) => ({ range: rangeOf(edit), text: edit.text })) }),
  };
}

function importStatus(status: SharedStatus | undefined): Status {
  if (status === undefined) return { kind: 'open' };
  return status.kind === 'suppressed'
    ? { ...status, comment: status.comment ?? '' }
    : { ...status, why: status.why ?? '' };
}

function importStep({ path, excerpt, ...step }: SharedStep): FlowStep {
  return { ...importPlace(step, path), excerpt: excerpt ?? '' };
}

/** A place with a range and a file, as findings have it. */
function importPlace<T extends Range>({ start, end, ...rest }: T, file: string | undefined) {
  return { ...rest, ...(file !== undefined && { file }), range: { start, end } };
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

/** The document with rules of Assay under the ids that they have now. */
export function withPresentIds(
  document: SharedDocument,
  renamed: ReadonlyMap<string, string>,
): SharedDocument {
  const present = (rule: SharedRule) =>
    isOurs(rule) ? { ...rule, id: renamed.get(rule.id) ?? rule.id } : rule;
  return { ...document, rules: document.rules.map(present) };
}

/** Other programs may have rules with ids like ours. */
function isOurs({ tool }: SharedRule): boolean {
  return tool === undefined || tool === 'Assay';
}

/** The rules of a document as the store keeps rules; what this release knows of a rule wins over the sender. */
export function importedRules(document: SharedDocument, known: ReadonlyMap<string, RuleInfo>): RuleInfo[] {
  return document.rules.map((rule) => (isOurs(rule) ? known.get(rule.id) : undefined) ?? importRule(rule));
}

function importRule(rule: SharedRule): RuleInfo {
  return {
    ...rule,
    doc: rule.doc ?? '',
    metadata: '{}',
    hasFix: false,
    origin: 'user',
    path: '',
    line: 1,
  };
}
