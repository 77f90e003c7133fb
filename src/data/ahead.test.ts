import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AheadCount, type AskIndex, AskingAhead, type Guess } from './ahead';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const REST_MS = 100;
const NEVER = new AbortController().signal;
const outline = (path: string): Guess => ({ name: 'outline', params: { path } });

/** An index that is told when to answer, and notes what happens in which order. */
function make() {
  const events: string[] = [];
  const waiting: { name: string; answer: () => void; tell: (part: unknown) => void }[] = [];
  let count: AheadCount = { asked: 0, ready: 0 };
  const world = { state: 'one', isIdle: true };
  const index = (name: string, params: unknown, signal: AbortSignal, onPart?: (part: never) => void) => {
    const asked = `${name} ${Object.values(params as object).join(':')}`;
    events.push(`asked ${asked}`);
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        events.push(`ended ${asked}`);
        reject(new Error('overtaken'));
      });
      const answer = () => resolve({ found: asked });
      waiting.push({ name: asked, answer, tell: (part) => onPart?.(part as never) });
    });
  };
  const ahead = new AskingAhead(
    {
      ask: index as AskIndex,
      state: () => world.state,
      isIdle: () => world.isIdle,
      onCount(now) {
        count = now;
      },
    },
    REST_MS,
  );
  return { ahead, events, waiting, world, count: () => count };
}

const rest = () => vi.advanceTimersByTimeAsync(REST_MS);

it('gives an answer that was asked ahead, without asking again', async () => {
  const { ahead, events, waiting, count } = make();
  ahead.guess('list', [outline('a')]);
  await rest();
  waiting[0]?.answer();
  expect(await ahead.ask('outline', { path: 'a' }, NEVER)).toEqual({ found: 'outline a' });
  expect(events).toEqual(['asked outline a']);
  expect(count()).toEqual({ asked: 1, ready: 1 });
});

it('ends a guess before it asks another question, and guesses nothing until that is answered', async () => {
  const { ahead, events, waiting, count } = make();
  ahead.guess('caret', [outline('a'), outline('b')]);
  await rest();
  const real = ahead.ask('outline', { path: 'c' }, NEVER);
  expect(events).toEqual(['asked outline a', 'ended outline a', 'asked outline c']);
  await vi.advanceTimersByTimeAsync(10 * REST_MS);
  expect(events).toHaveLength(3);
  waiting[1]?.answer();
  expect(await real).toEqual({ found: 'outline c' });
  await rest();
  expect(events.slice(3)).toEqual(['asked outline a']);
  expect(count()).toEqual({ asked: 1, ready: 0 });
});

it('makes way for a search, too', async () => {
  const { ahead, events } = make();
  ahead.guess('list', [outline('a')]);
  await rest();
  await ahead.overtake(async () => events.push('searched'));
  expect(events).toEqual(['asked outline a', 'ended outline a', 'searched']);
});

it('takes over the same question where it is, with the parts that it has told', async () => {
  const { ahead, events, waiting } = make();
  const params = { path: 'a', line: 1, col: 1, limit: 9 };
  ahead.guess('caret', [{ name: 'referencesAt', params }]);
  await rest();
  waiting[0]?.tell('first');
  const parts: unknown[] = [];
  const stop = new AbortController();
  const real = ahead.ask('referencesAt', params, stop.signal, (part) => parts.push(part));
  const other = ahead.ask('outline', { path: 'b' }, NEVER);
  waiting[0]?.tell('second');
  expect(parts).toEqual(['first', 'second']);
  expect(events).toEqual(['asked referencesAt a:1:1:9', 'asked outline b']);
  stop.abort();
  await expect(real).rejects.toThrow('overtaken');
  waiting[1]?.answer();
  await other;
});

it('forgets what it knows when answers may be others, and asks nothing while there is work', async () => {
  const { ahead, events, waiting, world } = make();
  world.isIdle = false;
  ahead.guess('list', [outline('a')]);
  await rest();
  expect(events).toEqual([]);
  world.isIdle = true;
  ahead.guess('list', [outline('a')]);
  await rest();
  waiting[0]?.answer();
  await rest();
  world.state = 'two';
  const real = ahead.ask('outline', { path: 'a' }, NEVER);
  waiting[1]?.answer();
  await real;
  expect(events).toEqual(['asked outline a', 'asked outline a']);
});

it('asks for real where the guess has failed', async () => {
  const { ahead, events, waiting } = make();
  ahead.guess('list', [outline('a')]);
  await rest();
  const first = new AbortController();
  const gone = ahead.ask('outline', { path: 'a' }, first.signal);
  const real = ahead.ask('outline', { path: 'a' }, NEVER);
  first.abort();
  await expect(gone).rejects.toThrow('overtaken');
  await vi.advanceTimersByTimeAsync(0);
  waiting[1]?.answer();
  expect(await real).toEqual({ found: 'outline a' });
  expect(events).toEqual(['asked outline a', 'ended outline a', 'asked outline a']);
});

it('guesses nothing beside a guess that somebody waits for by now, and keeps its answer', async () => {
  const { ahead, events, waiting } = make();
  ahead.guess('list', [outline('a'), outline('b')]);
  await rest();
  const who = new AbortController();
  const real = ahead.ask('outline', { path: 'a' }, who.signal);
  await vi.advanceTimersByTimeAsync(10 * REST_MS);
  expect(events).toEqual(['asked outline a']);
  waiting[0]?.answer();
  await real;
  who.abort();
  expect(await ahead.ask('outline', { path: 'a' }, NEVER)).toEqual({ found: 'outline a' });
  expect(events).toEqual(['asked outline a']);
});
