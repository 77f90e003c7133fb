import { expect, it } from 'vitest';
import { countOf, describeAge, formatShare, sentence } from './format';

it.each([
  [30_000, 'just now'],
  [60_000, '1 minute ago'],
  [2 * 3_600_000, '2 hours ago'],
  [86_400_000, 'yesterday'],
  [40 * 86_400_000, 'last month'],
])('says how long ago: %i ms', (age, phrase) => {
  expect(describeAge(1_000, 1_000 + age)).toBe(phrase);
});

it.each([
  [0, 'file', undefined, '0 files'],
  [1, 'file', undefined, '1 file'],
  [1267, 'entry', 'entries', '1,267 entries'],
])('counts in words: %i', (count, one, more, phrase) => {
  expect(countOf(count, one, more)).toBe(phrase);
});

it.each([
  [0, 9, '0%'],
  [1, 1000, '<1%'],
  [1, 3, '33%'],
  [999, 1000, '>99%'],
  [9, 9, '100%'],
])('writes a share without decimals: %i of %i', (part, whole, phrase) => {
  expect(formatShare(part, whole)).toBe(phrase);
});

it.each([
  ['the file was cut off; findings so far are kept', 'The file was cut off; findings so far are kept.'],
  ['`a` is not known', '`a` is not known.'],
  ['use `b`', 'Use `b`.'],
  ['Reload the page.', 'Reload the page.'],
  ['', ''],
])('makes a sentence: %s', (text, whole) => {
  expect(sentence(text)).toBe(whole);
});
