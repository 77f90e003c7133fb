import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatHash, parseHash } from './router';

it.each([
  ['', '/', {}],
  ['#', '/', {}],
  ['#s=abc', '/', {}],
  ['#/findings', '/findings', {}],
  ['#/findings/', '/findings', {}],
  ['#/files?path=a/b.ts&line=3', '/files', { path: 'a/b.ts', line: '3' }],
  ['#/findings?severity=high,low', '/findings', { severity: 'high,low' }],
])('reads %s', (hash, path, params) => {
  expect(parseHash(hash)).toEqual({ path, params });
});

it('leaves slashes and commas readable and empty values out', () => {
  expect(formatHash({ path: '/files', params: { path: 'a/b,c.ts', line: '' } })).toBe(
    '#/files?path=a/b,c.ts',
  );
});

it('reads back what it writes', () => {
  const word = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
  fc.assert(
    fc.property(fc.dictionary(word, word, { noNullPrototype: true }), (params) => {
      const place = { path: '/findings', params };
      expect(parseHash(formatHash(place))).toEqual(place);
    }),
  );
});
