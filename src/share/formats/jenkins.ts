/**
 * Findings in the own format of Jenkins' plugin for warnings, which compares builds itself: findings of the baseline are
 * in it, too. The plugin shows messages as HTML.
 */
import type { Finding, RuleInfo, Severity } from '../../../workers/protocol';
import { describeCompleteness } from '../../kernel/completeness';
import { plainMessage } from '../../kernel/inline-code';
import { NOTICE_ID } from './csv';
import { type ExportFormat, type ExportInput, listed } from './export';

export const jenkins: ExportFormat = {
  id: 'jenkins',
  title: 'Jenkins warnings',
  purpose: 'for the warnings plugin of Jenkins',
  extension: '.json',
  mediaType: 'application/json',
  encode,
};

const SEVERITIES: Record<Severity, 'ERROR' | 'HIGH' | 'NORMAL' | 'LOW'> = {
  critical: 'ERROR',
  high: 'HIGH',
  medium: 'NORMAL',
  low: 'LOW',
  info: 'LOW',
};

function* encode(input: ExportInput): Generator<string> {
  let size = 0;
  yield '{"_class":"io.jenkins.plugins.analysis.core.restapi.ReportApi","issues":[';
  yield* listed(issues(input, () => size++));
  yield `],\n"size":${size}}\n`;
}

function* issues({ findings, rules, completeness }: ExportInput, count: () => void): Generator<string> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const missing = describeCompleteness(completeness);
  if (missing !== '') {
    count();
    yield JSON.stringify({ type: NOTICE_ID, severity: 'ERROR', message: htmlText(missing) });
  }
  for (const { path, finding } of findings) {
    if (finding.status.kind !== 'open') continue;
    count();
    yield JSON.stringify(issue(path, finding, byId.get(finding.ruleId)));
  }
}

function issue(path: string, finding: Finding, rule: RuleInfo | undefined) {
  const { ruleId, message, severity, range, identity } = finding;
  return {
    fileName: path,
    lineStart: range.start.line,
    lineEnd: range.end.line,
    columnStart: range.start.col,
    columnEnd: range.end.col,
    severity: SEVERITIES[severity],
    type: ruleId,
    ...(rule?.category !== undefined && { category: rule.category }),
    message: htmlText(plainMessage(message || ruleId)),
    fingerprint: identity,
  };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function htmlText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
}
