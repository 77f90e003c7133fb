import { expect, it } from 'vitest';
import { latestOnly } from './latest';

it('asks one question at a time, and of those that wait the last', async () => {
  const asked: number[] = [];
  let [running, most] = [0, 0];
  const ask = latestOnly(async (question: number, isStale) => {
    asked.push(question);
    most = Math.max(most, ++running);
    await new Promise((done) => setTimeout(done, 5));
    running--;
    if (question === 3) throw new Error('no');
    return `${question} ${isStale()}`;
  });
  const [first, second] = [ask(1), ask(2)];
  const third = ask(3).catch((error: Error) => error.message);
  expect(await Promise.all([first, second, third])).toEqual([undefined, undefined, 'no']);
  expect(await ask(4)).toBe('4 false');
  expect(asked).toEqual([3, 4]);
  const early = ask(5);
  await new Promise((done) => setTimeout(done, 1));
  expect(await Promise.all([early, ask(6), ask(7)])).toEqual([undefined, undefined, '7 false']);
  expect(asked).toEqual([3, 4, 5, 7]);
  expect(most).toBe(1);
});
