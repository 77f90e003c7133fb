/** What is found, as the editor draws it. */
import type { Finding, Problem } from '../../../workers/protocol';
import type { MarkedFinding } from '../../editor';

/** Findings of a text, or of a part of one that begins on a line. */
export function marksOf(findings: readonly Finding[], firstLine = 1, firstId = 0): MarkedFinding[] {
  const by = firstLine - 1;
  return findings.map((finding, at) => ({
    id: firstId + at,
    finding: by === 0 ? finding : shifted(finding, by),
  }));
}

function shifted(finding: Finding, by: number): Finding {
  const move = ({ start, end }: Finding['range']) => ({
    start: { ...start, line: start.line + by },
    end: { ...end, line: end.line + by },
  });
  const { fix: _, ...rest } = finding;
  return {
    ...rest,
    range: move(finding.range),
    labels: finding.labels.map((label) => ({ ...label, range: move(label.range) })),
    flow: finding.flow?.map((step) => ({ ...step, range: move(step.range) })),
  } as Finding;
}

/** Problems of a rule file as marks from their places to the ends of their lines. */
export function problemMarks(problems: readonly Problem[], text: string): MarkedFinding[] {
  const lines = text.split('\n');
  return problems.flatMap(({ line, col = 1, message, help, kind }, id): MarkedFinding[] => {
    if (line === undefined) return [];
    const length = lines[line - 1]?.length ?? 0;
    const start = { line, col: Math.min(col, Math.max(1, length)), offset: 0 };
    const end = { line, col: length + 1, offset: 0 };
    const severity = kind === 'bad-rule' ? 'high' : 'medium';
    const said = help ? `${message}: ${help}` : message;
    return [
      {
        id,
        finding: {
          severity,
          message: said,
          range: { start, end },
          labels: [],
          ruleId: 'rule',
        } as MarkedFinding['finding'],
      },
    ];
  });
}
