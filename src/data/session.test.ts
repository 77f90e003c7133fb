import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findingsFilter, fromParams, noteRenamedRules, setFindingsFilter, toParams } from './session';

it.each([
  [
    { q: 'eval', severity: 'high,low' },
    { text: 'eval', severities: ['high', 'low'] },
  ],
  [{ severity: 'worst' }, { severities: undefined }],
  [{ in: 'a\\,b/,src/' }, { paths: ['a,b/', 'src/'] }],
  [{ 'not-in': 'tests/', 'not-severity': 'info' }, { not: { paths: ['tests/'], severities: ['info'] } }],
])('reads filters from %j', (params, filter) => {
  expect(fromParams(params).filter).toMatchObject(filter);
});

it('takes a rule by a former id for the present one, now and in addresses to come', () => {
  setFindingsFilter({ rules: ['c/old', 'c/other'], not: { rules: ['c/older'] } });
  noteRenamedRules(
    new Map([
      ['c/old', 'c/new'],
      ['c/older', 'c/new'],
    ]),
  );
  expect(findingsFilter()).toMatchObject({ rules: ['c/new', 'c/other'], not: { rules: ['c/new'] } });
  expect(fromParams({ rule: 'c/old,c/new', 'not-rule': 'c/older' }).filter).toMatchObject({
    rules: ['c/new'],
    not: { rules: ['c/new'] },
  });
});

it.each(['0', '-1', '1.5', 'x', '', '9e99'])('does not take %j for a finding', (finding) => {
  expect(fromParams({ finding }).selected).toBeUndefined();
});

it('reads back what it writes', () => {
  const names = fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(names, names, fc.integer({ min: 1, max: 1e9 }), (rules, paths, selected) => {
      const session = fromParams({});
      const written = {
        ...session,
        selected,
        filter: { ...session.filter, rules, not: { ...session.filter.not, paths } },
      };
      expect(fromParams(toParams(written))).toEqual(written);
    }),
  );
});
