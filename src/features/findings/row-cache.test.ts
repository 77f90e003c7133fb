import { createRoot } from 'solid-js';
import { describe, expect, it, vi } from 'vitest';
import type { FindingRow } from '../../../workers/protocol';
import { createRowCache } from './row-cache';

const ids = Uint32Array.from({ length: 1000 }, (_, i) => i + 1);
const rowOf = (id: number): FindingRow => ({
  id,
  ruleId: 'r',
  severity: 'low',
  message: `m${id}`,
  path: 'p',
  line: 1,
  col: 1,
  excerpt: '',
  state: 'open',
  hasFix: false,
});
/** Lets every promise that is already decided tell it. */
const settle = async () => {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
};

describe('createRowCache', () => {
  it('fetches the window with its surroundings, once', async () => {
    const fetchRows = vi.fn(async (asked: number[]) => asked.map(rowOf));
    const cache = createRoot(() => createRowCache(fetchRows));
    cache.want(ids, 100, 110);
    await settle();
    expect(cache.row(101)?.message).toBe('m101');
    expect(cache.row(60)).toBeDefined();
    cache.want(ids, 105, 115);
    expect(fetchRows).toHaveBeenCalledTimes(1);
  });

  it('skips windows that were only passed', async () => {
    const fetchRows = vi.fn(async (asked: number[]) => asked.map(rowOf));
    const cache = createRoot(() => createRowCache(fetchRows));
    for (const first of [0, 200, 400, 600, 800]) cache.want(ids, first, first + 10);
    await settle();
    expect(fetchRows).toHaveBeenCalledTimes(2);
    expect(cache.row(801)).toBeDefined();
    expect(cache.row(401)).toBeUndefined();
  });

  it('drops what arrives after it was cleared', async () => {
    const cache = createRoot(() => createRowCache(async (asked) => asked.map(rowOf)));
    cache.want(ids, 0, 10);
    cache.clear();
    await settle();
    expect(cache.row(1)).toBeUndefined();
  });

  it('says why a call failed and tries again when asked', async () => {
    let fails = true;
    const cache = createRoot(() =>
      createRowCache(async (asked) => {
        if (fails) throw new Error('gone');
        return asked.map(rowOf);
      }),
    );
    cache.want(ids, 0, 10);
    await settle();
    expect(String(cache.error())).toContain('gone');
    fails = false;
    cache.want(ids, 0, 10);
    await settle();
    expect(cache.error()).toBeUndefined();
    expect(cache.row(1)).toBeDefined();
  });
});
