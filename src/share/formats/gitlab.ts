/**
 * Findings as a Code Quality report of GitLab, which compares the reports of two branches itself: what is left out of one
 * counts as mended, so findings of the baseline are in it, too.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Severity } from '../../../workers/protocol';
import { describeCompleteness } from '../../kernel/completeness';
import { plainMessage } from '../../kernel/inline-code';
import { NOTICE_ID } from './csv';
import { type ExportFormat, type ExportInput, listed } from './export';

export const gitlab: ExportFormat = {
  id: 'gitlab',
  title: 'GitLab Code Quality',
  purpose: 'for merge requests of GitLab',
  extension: '.json',
  mediaType: 'application/json',
  encode,
};

const SEVERITIES: Record<Severity, 'blocker' | 'critical' | 'major' | 'minor' | 'info'> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

function* encode(input: ExportInput): Generator<string> {
  yield '[';
  yield* listed(entries(input));
  yield ']\n';
}

function* entries({ findings, completeness }: ExportInput): Generator<string> {
  const missing = describeCompleteness(completeness);
  if (missing !== '') yield entry(NOTICE_ID, missing, 'blocker', '.', 1, NOTICE_ID);
  for (const { path, finding } of findings) {
    const { ruleId, message, severity, range, identity, status } = finding;
    if (status.kind !== 'open') continue;
    const text = plainMessage(message || ruleId);
    yield entry(ruleId, text, SEVERITIES[severity], path, range.start.line, identity);
  }
}

function entry(
  rule: string,
  description: string,
  severity: string,
  path: string,
  line: number,
  id: string,
): string {
  // An identity says nothing of the path, and GitLab wants one of its own for each entry.
  const fingerprint = bytesToHex(sha256(utf8ToBytes(JSON.stringify([path, rule, id])))).slice(0, 32);
  const location = { path, lines: { begin: line } };
  return JSON.stringify({ description, check_name: rule, fingerprint, severity, location });
}
