import { describe, expect, it } from 'vitest';
import { formatTable, parseVerdicts, type Seen, sampleOf, writeVerdicts } from './precision';

const seen = (rule: string, line: number, confidence = 'high'): Seen => ({
  repository: 'shop@1',
  place: `a.py:${line}`,
  rule,
  confidence,
});
const many = Array.from({ length: 30 }, (_, line) => seen('py/xss', line));

describe('a sample of findings', () => {
  it('has so many of each rule, the same with the same seed', () => {
    const sample = sampleOf([...many, seen('py/xxe', 1)], [], 7, 5);
    expect(sample.map(({ rule }) => rule)).toEqual([...Array<string>(5).fill('py/xss'), 'py/xxe']);
    expect(sampleOf([...many].reverse(), [], 7, 5)).toEqual(sample.slice(0, 5));
    expect(sampleOf(many, [], 8, 5)).not.toEqual(sample.slice(0, 5));
  });

  it('keeps what was read and reads findings of one rule on one line as one', () => {
    const read = { ...seen('py/xss', 3), verdict: 'right' as const, why: '' };
    const sample = sampleOf([...many, seen('py/xss', 4)], [read], 7, 40);
    expect(sample).toHaveLength(30);
    expect(sample.filter(({ verdict }) => verdict === 'right')).toEqual([read]);
  });

  it('comes back as it was written', () => {
    const read = [{ ...seen('py/xss', 3), verdict: 'wrong' as const, why: 'in a test' }];
    expect(parseVerdicts(writeVerdicts(read))).toEqual(read);
    expect(() => parseVerdicts(writeVerdicts(read).replace('wrong', 'perhaps'))).toThrow('no verdict');
  });
});

describe('the table', () => {
  it('counts what was read, and apart what is still reported and at which confidence', () => {
    const read = [
      { ...seen('py/xss', 1), verdict: 'right' as const, why: '' },
      { ...seen('py/xss', 2), verdict: 'wrong' as const, why: 'escaped' },
      { ...seen('py/xxe', 3), verdict: 'wrong' as const, why: 'in a test' },
      { ...seen('py/ssrf', 4), verdict: '?' as const, why: '' },
    ];
    const today = [seen('py/xss', 1), seen('py/xss', 2, 'low'), seen('py/xxe', 3, 'low')];
    const table = formatTable(read, today, '7');
    expect(table).toContain('when they were drawn: 1 of 3 right, 33.3 %.');
    expect(table).toContain('still report at medium and high confidence: 1 of 1 right, 100.0 %.');
    expect(table).toMatch(/^py\/xss +2 +1 +1 +1 +high$/m);
    expect(table).toMatch(/^py\/xxe +1 +0 +1 +0 +low$/m);
    expect(table).not.toContain('ssrf');
  });
});
