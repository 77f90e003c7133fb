import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Pulse } from '../protocol';
import { watch } from './watchdog';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether a worker counts as stuck after a minute, or so long, of such answers. */
async function isStuck(ping: () => Promise<Pulse | undefined>, ms = 60_000): Promise<boolean> {
  const stuck = vi.fn();
  const unwatch = watch(ping, 20_000, stuck);
  await vi.advanceTimersByTimeAsync(ms);
  unwatch();
  return stuck.mock.calls.length > 0;
}

it('lets a worker be that works, or waits for others', async () => {
  let steps = 0;
  expect(await isStuck(async () => ({ isWaiting: false, steps: steps++ }))).toBe(false);
  expect(await isStuck(async () => ({ isWaiting: true, steps: 1 }))).toBe(false);
  expect(await isStuck(async () => undefined)).toBe(false);
});

it('notices one that does not answer', async () => {
  expect(await isStuck(() => new Promise(() => {}))).toBe(true);
});

it('notices one that has lost what it was asked', async () => {
  expect(await isStuck(async () => ({ isWaiting: false, steps: 1 }))).toBe(true);
});

it('notices one that waits for what it has been told already', async () => {
  expect(await isStuck(async () => ({ isWaiting: true, steps: 1 }), 120_000)).toBe(true);
  let steps = 0;
  expect(await isStuck(async () => ({ isWaiting: true, steps: steps++ }), 120_000)).toBe(false);
});
