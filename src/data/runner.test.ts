import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { concerns, makeRunner } from './runner';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A runner whose questions are answered by hand. */
function setUp() {
  const asked: { params: string; answer: (result: string) => void; fail: (reason: Error) => void }[] = [];
  const answers: string[] = [];
  const failures: unknown[] = [];
  const runner = makeRunner<string, string>({
    ask: (params) => new Promise((answer, fail) => void asked.push({ params, answer, fail })),
    answered: (result) => answers.push(result),
    failed: (reason) => failures.push(reason),
    busy: () => {},
  });
  return { asked, answers, failures, runner };
}
const settle = () => vi.advanceTimersByTimeAsync(0);

it('asks at once, and drops the answer to older parameters', async () => {
  const { asked, answers, runner } = setUp();
  runner.ask('a');
  runner.ask('b');
  expect(asked.map(({ params }) => params)).toEqual(['a']);
  asked[0]?.answer('of a');
  await settle();
  expect(answers).toEqual([]);
  asked[1]?.answer('of b');
  await settle();
  expect(answers).toEqual(['of b']);
});

it('asks again for changed data, once for many changes and not at once', async () => {
  const { asked, runner } = setUp();
  runner.ask('a');
  asked[0]?.answer('first');
  await settle();
  for (let change = 0; change < 20; change++) runner.again();
  expect(asked.length).toBe(1);
  await vi.advanceTimersByTimeAsync(300);
  expect(asked.length).toBe(2);
});

it('asks again after a change that came while a question was under way', async () => {
  const { asked, runner } = setUp();
  runner.ask('a');
  runner.again();
  asked[0]?.answer('stale');
  await vi.advanceTimersByTimeAsync(300);
  expect(asked.length).toBe(2);
});

it('tells a failure and goes on', async () => {
  const { asked, answers, failures, runner } = setUp();
  runner.ask('a');
  asked[0]?.fail(new Error('no'));
  await settle();
  expect(failures).toHaveLength(1);
  runner.ask('b');
  asked[1]?.answer('yes');
  await settle();
  expect(answers).toEqual(['yes']);
});

it('asks nothing after its end', async () => {
  const { asked, runner } = setUp();
  runner.ask('a');
  runner.again();
  runner.stop();
  asked[0]?.answer('late');
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked.length).toBe(1);
});

it('knows which changes concern a query', () => {
  const change = { tables: [], queries: ['file' as const], projectId: 1 };
  expect(concerns(change, 'file', { projectId: 1, path: 'a' })).toBe(true);
  expect(concerns(change, 'file', { projectId: 2, path: 'a' })).toBe(false);
  expect(concerns(change, 'summary', { projectId: 1 })).toBe(false);
  expect(concerns({ ...change, projectId: undefined }, 'file', { projectId: 2 })).toBe(true);
});

it('settles a hurry when an answer that was asked for after it is there', async () => {
  const { asked, answers, runner } = setUp();
  const order: string[] = [];
  runner.ask('a');
  void runner.hurry().then(() => order.push(`settled after ${answers.join()}`));
  asked[0]?.answer('stale');
  await settle();
  expect(order).toEqual([]);
  asked[1]?.answer('fresh');
  await settle();
  expect(order).toEqual(['settled after stale,fresh']);
});

it('keeps nobody waiting for a question that is given up', async () => {
  const { runner } = setUp();
  await runner.hurry();
  runner.ask('a');
  const hurried = runner.hurry();
  runner.stop();
  await hurried;
});
