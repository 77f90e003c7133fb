import { expect, test } from 'vitest';
import { limited } from './limited';

test('runs so many tasks at a time, in order, and goes on after one that fails', async () => {
  const inTurn = limited(2);
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const task = (name: string) => () => {
    started.push(name);
    return new Promise<string>((done) => finish.set(name, () => done(name)));
  };
  const failing = inTurn(() => Promise.reject(new Error('no')));
  const [a, b, c] = ['a', 'b', 'c'].map((name) => inTurn(task(name)));
  await expect(failing).rejects.toThrow('no');
  finish.get('a')?.();
  expect(await a).toBe('a');
  finish.get('b')?.();
  expect(await b).toBe('b');
  finish.get('c')?.();
  expect(await c).toBe('c');
  expect(started).toEqual(['a', 'b', 'c']);
});

test('leaves a task waiting while there is no room', async () => {
  const inTurn = limited(1);
  const started: string[] = [];
  let finish = () => {};
  const first = inTurn(() => new Promise<void>((done) => (finish = done)));
  const second = inTurn(async () => void started.push('second'));
  await Promise.resolve();
  expect(started).toEqual([]);
  finish();
  await Promise.all([first, second]);
  expect(started).toEqual(['second']);
});
