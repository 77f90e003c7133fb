/**
 * Between findings as the engine reports them and the shape that is shared. Whether code goes along is
 * decided here and nowhere else: without it no text of the project leaves but paths and rule messages.
 */
import type {
  Completeness,
  Finding,
  FlowStep,
  Gap,
  ImportedFile,
  ImportedFinding,
  Range,
  RuleInfo,
  Suppression,
} from '../../workers/protocol';
import { anchorOf } from './anchor';
import { dismissal } from './dismissal';
import {
  SHARE_FORMAT,
  SHARE_VERSION,
  type SharedCode,
  type SharedDocument,
  type SharedFile,
  type SharedFinding,
  type SharedRule,
  type SharedSnippet,
  type SharedStep,
} from './file-format';
import { joinSnippets } from './snippets';

/** A finding to share, with its file and, if it is known, its rule. */
export interface Shareable {
  path: string;
  finding: Finding;
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
    ...(rule.severity && { severity: rule.severity }),
    nativeSeverity: rule.nativeSeverity,
    message: rule.message,
    ...(rule.doc && { doc: rule.doc }),
    ...(isWebAddress(rule.url) && { url: rule.url }),
    tags: rule.tags,
  };
}

/** The rule was deleted since the scan: what its finding says of it is all there is. */
function unknownRule(finding: Finding): SharedRule {
  const { ruleId: id, severity, language } = finding;
  const face = { id, severity, nativeSeverity: severity, message: '', languages: [language], tags: [] };
  return { ...face, dialect: 'ast-grep' };
}

function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url);
}

function shareFinding({ finding, rule }: Shareable, index: number, withCode: boolean): SharedFinding {
  const { suppression } = finding;
  const message = shareMessage(finding, rule, withCode);
  return {
    rule: index,
    severity: finding.severity,
    language: finding.language,
    ...finding.range,
    fingerprint: finding.fingerprint,
    anchor: anchorOf(finding.ruleId, finding.excerpt),
    ...(message !== undefined && { message }),
    ...(suppression && { suppression: shareSuppression(suppression, withCode) }),
    ...(finding.flow?.length && { flow: finding.flow.map((step) => shareStep(step, withCode)) }),
    ...(withCode && { code: shareCode(finding) }),
  };
}

/** A comment is code; why the deep analysis dismisses a finding is in our own words. */
function shareSuppression(suppression: Suppression, withCode: boolean): SharedFinding['suppression'] {
  const isOwn = withCode || dismissal(suppression) !== undefined;
  return { line: suppression.line, ...(isOwn && { comment: suppression.comment }) };
}

function shareStep({ kind, range, excerpt, note, path }: FlowStep, withCode: boolean): SharedStep {
  const quotes = withCode ? { excerpt, ...(note !== undefined && { note }) } : {};
  return { kind, ...(path !== undefined && { path }), ...range, ...quotes };
}

/** A filled-in message quotes the code; the rule's own message does not. */
function shareMessage(finding: Finding, rule: RuleInfo | undefined, withCode: boolean): string | undefined {
  if (finding.message === rule?.message) return undefined;
  if (withCode) return finding.message;
  const quotes = Object.values(finding.metavars ?? {}).some(({ text }) => finding.message.includes(text));
  return quotes ? undefined : finding.message;
}

function shareCode(finding: Finding): SharedCode {
  const metavars = Object.entries(finding.metavars ?? {}).map(
    ([name, { text, range }]) => [name, { text, ...range }] as const,
  );
  const labels = (finding.labels ?? []).map(({ range, ...label }) => ({ ...label, ...range }));
  return {
    excerpt: finding.excerpt,
    ...(metavars.length > 0 && { metavars: Object.fromEntries(metavars) }),
    ...(labels.length > 0 && { labels }),
    ...(finding.fix && { fix: { ...finding.fix.range, text: finding.fix.text } }),
  };
}

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
  const { severity, language, fingerprint, suppression, flow, code } = shared;
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
    labels: (code?.labels ?? []).map(({ start, end, ...label }) => ({ ...label, range: { start, end } })),
    ...(flow && { flow: flow.map(importStep) }),
    ...(code?.fix && { fix: { range: rangeOf(code.fix), text: code.fix.text } }),
    fingerprint,
    ...(suppression && { suppression: { line: suppression.line, comment: suppression.comment ?? '' } }),
  };
  return { finding, ...(shared.gone && { gone: true }) };
}

function importStep({ start, end, excerpt, ...step }: SharedStep): FlowStep {
  return { ...step, range: { start, end }, excerpt: excerpt ?? '' };
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

/** The rules of a document as the store keeps rules; what this release knows of a rule wins over the sender. */
export function importedRules(document: SharedDocument, known: ReadonlyMap<string, RuleInfo>): RuleInfo[] {
  return document.rules.map((rule) => {
    const ours = rule.tool === undefined || rule.tool === 'Assay' ? known.get(rule.id) : undefined;
    return ours ?? importRule(rule);
  });
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
