/** Findings, reports and results made up for tests of the store; the same arguments always give the same. */

import type { FileReport, FileResult, Finding, Problem, RuleInfo, Severity } from '../../workers/protocol';

export interface FindingOptions {
  ruleId?: string;
  severity?: Severity;
  language?: string;
  message?: string;
  excerpt?: string;
  suppressed?: boolean;
  /** Whether its rule followed data. */
  flow?: boolean;
}

export function makeFinding(line: number, options: FindingOptions = {}): Finding {
  const { ruleId = 'javascript/no-eval', severity = 'high', language = 'javascript' } = options;
  const range = {
    start: { line, col: 3, offset: line * 40 },
    end: { line: line + 1, col: 9, offset: line * 40 + 50 },
  };
  const finding: Finding = {
    ...{ ruleId, severity, language, range },
    message: options.message ?? `Do not use eval in line ${line}`,
    excerpt: options.excerpt ?? `const value${line} = eval(input)`,
    metavars: { CODE: { text: `input${line}`, range }, MADE: { text: 'made' } },
    labels: [
      { style: 'primary', message: 'here', range },
      { style: 'secondary', range },
    ],
    fix: { range, text: 'JSON.parse(input)' },
    identity: `print-${ruleId}-${line}`,
    status: options.suppressed
      ? { kind: 'suppressed', comment: '// ast-grep-ignore', line: line - 1 }
      : { kind: 'open' },
    origin: 'file',
  };
  if (options.flow) {
    finding.flow = [
      { kind: 'source', range, excerpt: `const input${line} = read()` },
      { kind: 'propagation', range, excerpt: `const value${line} = input`, note: 'through `helper`' },
      { kind: 'sink', range, excerpt: `eval(value${line})` },
    ];
  }
  return finding;
}

export function makeReport(path: string, findings: Finding[], problems: Problem[] = []): FileReport {
  return {
    path,
    language: 'javascript',
    lines: { code: 10, comment: 2, blank: 1 },
    parse: { kind: 'parsed', nodes: 100, errors: 1, errorBytes: 4, firstErrorLine: 7 },
    findings,
    problems,
  };
}

export function makeResult(path: string, findings: Finding[], extra: Partial<FileResult> = {}): FileResult {
  return toResult(makeReport(path, findings), extra);
}

export function toResult(report: FileReport, extra: Partial<FileResult> = {}): FileResult {
  return {
    ...{
      path: report.path,
      size: 500,
      modifiedMs: 1_700_000_000_123,
      hash: `hash-${report.path}`,
      elapsedMs: 1.5,
    },
    report: new TextEncoder().encode(JSON.stringify(report)),
    findings: report.findings.length,
    ...extra,
  };
}

/** `count` findings on following lines. */
export function manyFindings(count: number, options: FindingOptions = {}): Finding[] {
  return Array.from({ length: count }, (_, at) => makeFinding(at + 1, options));
}

export function makeRule(id: string, extra: Partial<RuleInfo> = {}): RuleInfo {
  return {
    ...{ id, dialect: 'ast-grep', languages: ['javascript'], severity: 'high', nativeSeverity: 'error' },
    ...{ message: `About ${id}`, doc: 'Why and what to do.', tags: [], metadata: '{}', hasFix: false },
    ...{ origin: 'builtin', path: `${id}.yml`, line: 1 },
    ...extra,
  };
}
