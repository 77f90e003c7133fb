import { expect, it } from 'vitest';
import { latestOnly } from './latest';

it('asks one question at a time, and of those that wait the last', async () => {
  const asked: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const ask = latestOnly(async (question: number, isStale) => {
    asked.push(question);
    await new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())));
    return `${question} ${isStale()}`;
  });
  /** Ends the question that is under way, once one is. */
  const end = async (error?: Error) => {
    while (ends.length === 0) await Promise.resolve();
    ends.shift()?.(error);
  };

  const first = [ask(1), ask(2)];
  const third = ask(3).catch((error: Error) => error.message);
  await end(new Error('no'));
  expect(await Promise.all([...first, third])).toEqual([undefined, undefined, 'no']);
  expect(asked).toEqual([3]);

  const early = ask(4);
  while (asked.length === 1) await Promise.resolve();
  const later = [ask(5), ask(6)];
  expect(asked).toEqual([3, 4]);
  await end();
  await end();
  expect(await Promise.all([early, ...later])).toEqual([undefined, undefined, '6 false']);
  expect(asked).toEqual([3, 4, 6]);
});
