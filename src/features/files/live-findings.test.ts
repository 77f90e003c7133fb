import { describe, expect, it } from 'vitest';
import type { FileReport, Finding, FindingDetail } from '../../../workers/protocol';
import { liveFindings } from './live-findings';

const finding = (identity: string, line: number, more: Partial<Finding> = {}) =>
  ({
    ruleId: 'r',
    identity,
    range: { start: { line } },
    status: { kind: 'open' },
    origin: 'file',
    ...more,
  }) as Finding;
const report = (...findings: Finding[]) => ({ path: 'a.py', findings }) as unknown as FileReport;
const stored = (id: number, one: Finding, state: FindingDetail['state'] = 'open'): FindingDetail => ({
  ...{ id, path: 'a.py', state },
  finding: one,
});

describe('what is found in an edited text', () => {
  it('is known again where it is now, with what was decided of it', () => {
    const found = liveFindings(report(finding('i', 9)), [stored(7, finding('i', 3), 'accepted')]);
    expect(found).toMatchObject([{ id: 7, state: 'accepted', finding: { range: { start: { line: 9 } } } }]);
  });

  it('has one number below 0 as long as no scan knows it', () => {
    const [first] = liveFindings(report(finding('new', 1)), []);
    const [again] = liveFindings(report(finding('new', 5), finding('other', 6)), []);
    expect(first?.id).toBeLessThan(0);
    expect(again?.id).toBe(first?.id);
  });

  it('follows a comment that hides it', () => {
    const hidden = finding('i', 2, { status: { kind: 'suppressed', comment: '', line: 1 } });
    expect(liveFindings(report(hidden), [stored(7, finding('i', 1))])[0]?.state).toBe('suppressed');
    expect(liveFindings(report(finding('i', 1)), [stored(7, hidden, 'suppressed')])[0]?.state).toBe('open');
  });

  it('leaves out what is gone, but not what no check of one file can find', () => {
    const cycle = finding('c', 1, { origin: 'project' });
    const found = liveFindings(report(), [stored(1, finding('i', 1)), stored(2, cycle)]);
    expect(found.map(({ id }) => id)).toEqual([2]);
  });
});
