import { afterEach, expect, it } from 'vitest';
import { dismiss, notices } from '../notices';
import { operation, type Run } from './operation';
import { ask, asked, running, runOperation, startOperation } from './run';
import { Fields, Whole } from './schema';

const count = (run: (input: { number: number }, run: Run) => unknown) =>
  operation({
    id: 'test.count',
    title: 'Count',
    description: 'Counts.',
    group: 'Test',
    input: Fields({ number: Whole({ title: 'Number', minimum: 1 }) }),
    examples: [{ number: 1 }],
    changes: 'none',
    failed: 'It was not counted',
    run,
  });

afterEach(() => {
  ask(undefined);
  for (const { id } of notices()) dismiss(id);
});

it('gives the answer of the operation', async () => {
  expect(
    await runOperation(
      count(({ number }) => number + 1),
      { number: 2 },
    ),
  ).toBe(3);
  expect(notices()).toEqual([]);
});

it('does not run with wrong input, and says why', async () => {
  let ran = false;
  await runOperation(
    count(() => (ran = true)),
    { number: 0 },
  );
  expect(ran).toBe(false);
  expect(notices()).toMatchObject([
    { kind: 'error', message: 'Count', detail: 'Number is a number from 1 up, not “0”.' },
  ]);
});

it('asks for what is missing instead of running', async () => {
  let ran = false;
  await startOperation(count(() => (ran = true)));
  expect(ran).toBe(false);
  expect(asked()?.operation.id).toBe('test.count');
});

it('tells what went wrong as one notice', async () => {
  const broken = count(() => Promise.reject(new Error('No numbers left.')));
  expect(await runOperation(broken, { number: 1 })).toBeUndefined();
  expect(notices()).toMatchObject([{ kind: 'error', message: 'It was not counted: No numbers left.' }]);
});

it('shows what has said how far it is until it ends, and cancels it without a complaint', async () => {
  const slow = count(
    (_, { progress, signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        progress(1, 4);
        progress(2, 4);
      }),
  );
  const ended = runOperation(slow, { number: 1 });
  expect(running()).toMatchObject([{ title: 'Count', done: 2, total: 4 }]);
  running()[0]?.cancel();
  await ended;
  expect(running()).toEqual([]);
  expect(notices()).toEqual([]);
});
