import { describe, expect, it } from 'vitest';
import { matchesFilter, owaspOf, type RuleRow, sortRules } from './rule-filter';

function rule(id: string, more: Partial<RuleRow> = {}): RuleRow {
  return {
    ...{ id, dialect: 'semgrep', languages: ['python'], nativeSeverity: 'ERROR', message: '', doc: '' },
    ...{ tags: [], metadata: '{}', hasFix: false, origin: 'project', path: 'a.yml', line: 1 },
    ...{ enabled: true, findings: 0 },
    ...more,
  };
}
const ids = (rules: readonly RuleRow[]) => rules.map(({ id }) => id).join(' ');

describe('sortRules', () => {
  const rules = [
    rule('idle'),
    rule('cheap', { cost: { ms: 0, files: 3 }, findings: 9 }),
    rule('dear', { cost: { ms: 40, files: 1 } }),
  ];

  it('puts the dearest first, and those that were never tried last', () => {
    expect(ids(sortRules(rules, 'cost'))).toBe('dear cheap idle');
  });

  it('puts the most findings first and leaves the rest in order', () => {
    expect(ids(sortRules(rules, 'findings'))).toBe('cheap idle dear');
    expect(sortRules(rules, '')).toBe(rules);
  });
});

describe('matchesFilter', () => {
  const all = {
    ...({ language: '', severity: '', category: '', owasp: '', origin: '', dialect: '', state: '' } as const),
  };

  it('tells categories apart, our own and those of OWASP', () => {
    const injection = rule('a', { category: 'security', owasp: ['A03:2021', 'A05:2025'] });
    expect(matchesFilter(injection, { ...all, category: 'security', owasp: 'A05:2025' })).toBe(true);
    expect(matchesFilter(injection, { ...all, category: 'performance' })).toBe(false);
    expect(matchesFilter(injection, { ...all, owasp: 'A03:2025' })).toBe(false);
    expect(matchesFilter(rule('b'), { ...all, owasp: 'A03:2021' })).toBe(false);
    expect(owaspOf([injection, rule('b')])).toEqual(['A05:2025', 'A03:2021']);
  });

  it('tells dialects apart', () => {
    expect(matchesFilter(rule('a'), { ...all, dialect: 'semgrep' })).toBe(true);
    expect(matchesFilter(rule('a'), { ...all, dialect: 'toml' })).toBe(false);
  });

  it('tells severities apart; a rule that is off has none', () => {
    expect(matchesFilter(rule('a', { severity: 'high' }), { ...all, severity: 'high' })).toBe(true);
    expect(matchesFilter(rule('a', { severity: 'low' }), { ...all, severity: 'high' })).toBe(false);
    expect(matchesFilter(rule('a'), { ...all, severity: 'high' })).toBe(false);
  });
});
