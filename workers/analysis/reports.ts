/** Reports that are made or completed here because the engine died on a file. */
import type { FileReport, Problem } from '../protocol';

function encode(report: FileReport): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(report));
}

/** The report of a file that could not be checked. */
export function failedReport(path: string, problem: Problem): Uint8Array<ArrayBuffer> {
  return encode({
    path,
    lines: { code: 0, comment: 0, blank: 0 },
    parse: { kind: 'notParsed', reason: problem.kind === 'timed-out' ? 'timed-out' : 'crashed' },
    findings: [],
    problems: [problem],
  });
}

/** The same report with one more problem. */
export function withProblem(report: Uint8Array<ArrayBuffer>, problem: Problem): Uint8Array<ArrayBuffer> {
  const parsed = JSON.parse(new TextDecoder().decode(report)) as FileReport;
  return encode({ ...parsed, problems: [...parsed.problems, problem] });
}
