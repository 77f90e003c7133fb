import { expect, it } from 'vitest';
import { describeAge } from './format';

it.each([
  [30_000, 'just now'],
  [60_000, '1 minute ago'],
  [2 * 3_600_000, '2 hours ago'],
  [86_400_000, 'yesterday'],
  [40 * 86_400_000, 'last month'],
])('says how long ago: %i ms', (age, phrase) => {
  expect(describeAge(1_000, 1_000 + age)).toBe(phrase);
});
