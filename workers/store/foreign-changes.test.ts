import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ChangedRows } from './changes';
import { ForeignChanges } from './foreign-changes';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function hearing(costMs: number) {
  const applied: ChangedRows[] = [];
  const foreign = new ForeignChanges(
    (change) => applied.push(change),
    () => costMs,
  );
  return { applied, foreign };
}
const FILES: ChangedRows = { tables: ['files'], projectId: 1 };
const FINDINGS: ChangedRows = { tables: ['findings'], projectId: 1 };

it('tells the first change at once and those that follow together', () => {
  const { applied, foreign } = hearing(0);
  foreign.hear(FILES);
  foreign.hear(FILES);
  foreign.hear(FINDINGS);
  expect(applied).toEqual([FILES]);
  vi.advanceTimersByTime(250);
  expect(applied).toEqual([FILES, { tables: ['files', 'findings'], projectId: 1 }]);
});

it('leaves ten times as long between two reloads as one takes', () => {
  const { applied, foreign } = hearing(300);
  for (let ms = 0; ms < 8900; ms += 60) {
    foreign.hear(FINDINGS);
    vi.advanceTimersByTime(60);
  }
  expect(applied.length).toBe(3);
  vi.advanceTimersByTime(3000);
  expect(applied.length).toBe(4);
});
