import { expect, it } from 'vitest';
import { type FileReport, type Finding, type FindingsChoice, joinChoices } from '../protocol';
import { chosenFindings } from './chosen-findings';

const finding = (ruleId: string, rest: Partial<Finding> = {}) =>
  ({ ruleId, severity: 'high', status: { kind: 'open' }, ...rest }) as Finding;

const FINDINGS = [
  finding('a'),
  finding('b', { severity: 'low', confidence: 'low', doubt: 'test' }),
  finding('c', {
    severity: 'medium',
    confidence: 'medium',
    status: { kind: 'suppressed', comment: '', line: 1 },
  }),
];

function left(everywhere: FindingsChoice, there?: FindingsChoice, formerIds?: Map<string, string>) {
  const report = { path: 'x', findings: FINDINGS } as unknown as FileReport;
  const bytes = new TextEncoder().encode(JSON.stringify(report));
  const checked = {
    report: bytes,
    findings: 3,
    parsed: true,
    elapsedMs: 0,
    counts: new Uint32Array([0, 1, 0, 1, 0]),
  };
  const chosen = chosenFindings(checked, everywhere, there, formerIds);
  const { findings } = JSON.parse(new TextDecoder().decode(chosen.report)) as FileReport;
  expect(chosen.findings).toBe(findings.length);
  return {
    ids: findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`),
    counts: [...(chosen.counts ?? [])],
  };
}

it('leaves a report as it is where nothing is chosen', () => {
  expect(left({})).toEqual({ ids: ['a high', 'b low', 'c medium'], counts: [0, 1, 0, 1, 0] });
});

it('takes out what is too mild, too unsure, in such a file or of a rule that is off there, and counts what is left', () => {
  expect(left({ minSeverity: 'medium' })).toEqual({ ids: ['a high', 'c medium'], counts: [0, 0, 0, 1, 0] });
  expect(left({ minConfidence: 'high' }).ids).toEqual(['a high']);
  expect(left({ leaveOut: ['generated'] }).ids).toHaveLength(3);
  expect(left({ leaveOut: ['tests'] }).ids).toEqual(['a high', 'c medium']);
  expect(left({}, { off: ['a'] })).toEqual({ ids: ['b low', 'c medium'], counts: [0, 1, 0, 0, 0] });
});

it('goes by the innermost folder where one turns a rule off and the next gives it a severity', () => {
  const inner = joinChoices({ off: ['a', 'b'] }, { severities: { a: 'high' } });
  expect(left({}, inner).ids).toEqual(['a high', 'c medium']);
  expect(joinChoices({ off: ['a'] }, { severities: { a: 'high' } })).toEqual({ severities: { a: 'high' } });
});

it('goes by what a folder says before what is said for all, and by former ids of rules', () => {
  const there = { minSeverity: 'info' as const, severities: { old: 'critical' as const } };
  expect(left({ minSeverity: 'high' }, there, new Map([['old', 'b']])).ids).toEqual([
    'a high',
    'b critical',
    'c medium',
  ]);
});
