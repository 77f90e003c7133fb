/** What the buttons beside the box make of a query, and what they read in it. */
import { expect, it } from 'vitest';
import { hasFilter, looksStructural, partsOfQuery, termsOf, wayOf, withFilter } from './query-text';

it('parts a query into filters and what is looked for', () => {
  for (const [query, terms] of [
    ['', ''],
    ['  ', ''],
    ['lang:go', ''],
    ['a b', 'a b'],
    ['lang:go  a b -file:"x y" ', 'a b'],
    ['type:structural { file: $X }', '{ file: $X }'],
    ['a lang:go b', 'a lang:go b'],
    ['/a b/ case:yes', '/a b/'],
  ] as const) {
    const parts = partsOfQuery(query);
    expect(parts.terms).toBe(terms);
    expect((parts.before + parts.terms + parts.after).trim()).toBe(query.trim());
  }
});

it('adds a filter and takes it away, and leaves the rest as it was typed', () => {
  expect(withFilter('', 'case:yes')).toBe('case:yes');
  expect(withFilter('f("a  b") ', 'type:structural')).toBe('f("a  b") type:structural');
  expect(withFilter('f("a  b") type:structural', 'type:structural')).toBe('f("a  b")');
  expect(withFilter('case:yes a  b', 'case:yes')).toBe('a  b');
  expect(hasFilter('a case:yes', 'case:yes')).toBe(true);
  expect(hasFilter('a xcase:yes', 'case:yes')).toBe(false);
});

it('reads back every way that it writes', () => {
  for (const text of ['foo', 'foo bar', 'a.b(c)', 'src/x', '$x', 'ä ö'])
    for (const isWord of [false, true])
      expect(wayOf(termsOf({ text, isRegex: false, isWord }))).toEqual({ text, isRegex: false, isWord });
  for (const text of ['a+', 'a b', 'x/y', '\\w+\\(', 'a|b'])
    for (const isWord of [false, true])
      expect(wayOf(termsOf({ text, isRegex: true, isWord }))).toEqual({ text, isRegex: true, isWord });
  expect(termsOf({ text: 'a.b', isRegex: false, isWord: true })).toBe('/\\ba\\.b\\b/');
  for (const terms of ['a OR b', '"a b"', '(a b)', '-a', '/a/ b']) expect(wayOf(terms)).toBeUndefined();
});

it('sees a pattern of code, and no pattern in what people search for otherwise', () => {
  for (const pattern of ['foo($X)', '$X == $X', 'f(...)', 'f(a, ..., b)', 'f($$$ARGS)', '[..., $X]'])
    expect([pattern, looksStructural(pattern)]).toEqual([pattern, true]);
  for (const text of ['foo', '$x', 'f()', 'wait...', '$scope', '...args', 'US$X', '{X}', '/a.../'])
    expect([text, looksStructural(text)]).toEqual([text, false]);
});
