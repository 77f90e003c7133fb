/**
 * Findings as annotations of a GitHub workflow: commands that its runner reads from what a step prints. What is in the
 * code must not become a command itself, so line ends and what ends a field are written as numbers.
 */
import type { Finding, Severity } from '../../../workers/protocol';
import { describeCompleteness } from '../../kernel/completeness';
import { plainMessage } from '../../kernel/inline-code';
import { visibleText } from '../../kernel/visible-text';
import { describeVerdict } from '../gate';
import type { ExportFormat, ExportInput } from './export';

export const github: ExportFormat = {
  id: 'github',
  title: 'GitHub annotations',
  purpose: 'for the log of a GitHub workflow',
  extension: '.txt',
  mediaType: 'text/plain;charset=utf-8',
  encode,
};

const COMMANDS: Record<Severity, 'error' | 'warning' | 'notice'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};

function* encode({ findings, completeness, verdict }: ExportInput): Generator<string> {
  const missing = describeCompleteness(completeness);
  if (missing !== '') yield command('warning', { title: 'Assay' }, missing);
  if (verdict) {
    const name = verdict.state === 'passed' ? 'notice' : 'error';
    yield command(name, { title: 'Assay' }, describeVerdict(verdict).join('\n'));
  }
  for (const { path, finding, baseline } of findings) {
    if (finding.status.kind === 'open' && baseline !== 'known') yield annotation(path, finding);
  }
}

function annotation(path: string, { severity, ruleId, message, range }: Finding): string {
  const { start, end } = range;
  // Columns are taken for those of one line only.
  const columns: Fields = start.line === end.line ? { col: start.col, endColumn: end.col } : {};
  const fields = { file: path, line: start.line, endLine: end.line, ...columns, title: ruleId };
  return command(COMMANDS[severity], fields, plainMessage(message || ruleId));
}

type Fields = Record<string, string | number>;

function command(name: string, fields: Fields, text: string): string {
  const told = Object.entries(fields).map(([key, value]) => `${key}=${escapeField(String(value))}`);
  return `::${name} ${told.join(',')}::${escapeText(text.split('\n').map(visibleText).join('\n'))}\n`;
}

function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The name of a file is not changed, since the annotation stands at it. */
function escapeField(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
