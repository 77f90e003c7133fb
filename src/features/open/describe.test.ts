import { expect, it } from 'vitest';
import { describeAge, describeFindings } from './describe';

const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

it.each([
  [{ counts: none, files: 0 }, 'not scanned yet'],
  [{ counts: none, files: 1 }, 'no findings in 1 file'],
  [{ counts: { ...none, high: 1 }, files: 4 }, '1 finding, none critical'],
  [{ counts: { ...none, critical: 7, low: 1200 }, files: 4 }, '1,207 findings, 7 critical'],
])('says how a project stood: %j', (project, phrase) => {
  expect(describeFindings(project)).toBe(phrase);
});

it.each([
  [30_000, 'just now'],
  [60_000, '1 minute ago'],
  [2 * 3_600_000, '2 hours ago'],
  [86_400_000, 'yesterday'],
  [40 * 86_400_000, 'last month'],
])('says how long ago: %i ms', (age, phrase) => {
  expect(describeAge(1_000, 1_000 + age)).toBe(phrase);
});
