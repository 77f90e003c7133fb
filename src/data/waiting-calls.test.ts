import { expect, it } from 'vitest';
import { followCalls } from './waiting-calls';

/** An answer that is given later. */
function later() {
  const settle = { resolve: () => {}, reject: (_: Error) => {} };
  const promise = new Promise<void>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  return { promise, ...settle };
}

function followed() {
  const news: string[] = [];
  const follow = followCalls({
    watch() {
      news.push('watch');
      return () => news.push('leave');
    },
    isSlow: (name) => name === 'tidy',
  });
  const begin = (name: string) => {
    const call = later();
    const over = follow(name, () => call.promise);
    return {
      end: () => {
        call.resolve();
        return over;
      },
      fail: () => {
        call.reject(new Error('gone'));
        return over;
      },
    };
  };
  return { news, begin };
}

it('watches from the first waiting call to the last answer', async () => {
  const { news, begin } = followed();
  const [one, two] = [begin('query'), begin('query')];
  await one.end();
  expect(news).toEqual(['watch']);
  await expect(two.fail()).rejects.toThrow('gone');
  expect(news).toEqual(['watch', 'leave']);
});

it('numbers the call that waits longest', async () => {
  let oldest = () => 0;
  const follow = followCalls({
    watch(of) {
      oldest = of;
      return () => {};
    },
    isSlow: () => false,
  });
  const [lost, answered] = [later(), later()];
  void follow('query', () => lost.promise);
  const over = follow('query', () => answered.promise);
  expect(oldest()).toBe(1);
  answered.resolve();
  await over;
  expect(oldest()).toBe(1);
});

it('leaves the worker alone while it does what takes long', async () => {
  const { news, begin } = followed();
  const query = begin('query');
  const tidy = begin('tidy');
  expect(news).toEqual(['watch', 'leave']);
  await tidy.end();
  expect(news).toEqual(['watch', 'leave', 'watch']);
  await query.end();
  expect(news.at(-1)).toBe('leave');
});
