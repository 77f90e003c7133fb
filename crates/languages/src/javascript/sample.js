#!/usr/bin/env node
// A small task runner: syntax of modules, classes, generators, patterns and JSX.
'use strict';

import defaultExport, * as everything from './tasks.js';
import { readFile as read, writeFile } from 'node:fs/promises';
import settings from './settings.json' with { type: 'json' };
export * from './types.js';
export { run as start, Queue };

/* Constants and literals */
const DECIMAL = 1_000_000;
const numbers = [0xff, 0b1010, 0o17, 1e-3, .5, 10n, NaN, -Infinity];
let pattern = /(?<year>\d{4})-(?<month>\d{2})/giu;
var legacy = undefined, nothing = null, yes = true, no = !yes;
const text = 'it\'s "quoted" \u{1F600}\n';
const raw = String.raw`C:\path\${not}`;
const message = `Task ${settings.name ?? 'unnamed'} took ${(DECIMAL / 3).toFixed(2)} ms and ${`nested ${legacy}`}`;

export default class Runner extends defaultExport.Base {
  static #instances = 0;
  static defaults = { retries: 3, ['delay' + 'Ms']: 50 };
  #queue = [];
  name;

  static {
    Runner.#instances += 1;
  }

  constructor(name, { retries = 1, ...options } = {}) {
    super(options);
    this.name = name;
    this.retries = retries;
  }

  get size() {
    return this.#queue.length;
  }

  set limit(value) {
    if (value < 0) throw new RangeError(`limit: ${value}`);
    this.#queue.length = Math.min(this.#queue.length, value);
  }

  static async *from(source) {
    for await (const item of source) yield new Runner(item);
  }

  async #next(signal) {
    const task = this.#queue.shift();
    return #queue in this && (await task?.(signal));
  }

  *[Symbol.iterator]() {
    yield* this.#queue;
  }
}

class Queue {
  items = new Map();
  add = (key, value) => void this.items.set(key, value);
}

async function run(argv = process.argv.slice(2)) {
  const [first, , third = 'all', ...rest] = argv;
  const { a, b: { c: renamed = 1 } = {}, ...others } = everything;
  outer: for (let i = 0, j = rest.length; i < j; i++, j--) {
    for (const key in others) {
      if (!Object.hasOwn(others, key)) continue outer;
      else if (key === 'stop') break outer;
      legacy ||= key;
      nothing ??= others[key];
      yes &&= i % 2 === 0;
    }
  }
  do {
    renamed <<= 1;
  } while (renamed < 2 ** 10 && renamed !== 0);
  while (true) {
    if (first in numbers || third instanceof String) break;
    debugger;
  }
  switch (typeof first) {
    case 'string':
    case 'number': {
      console.log(first);
      break;
    }
    default:
      return void 0;
  }
  try {
    const body = await read(first, 'utf8');
    await writeFile(third, body.replace(pattern, (_, year) => year), { flag: 'w' });
  } catch ({ code, message: why }) {
    console.error(code, why);
  } finally {
    delete others.cache;
  }
  try { JSON.parse(text); } catch { /* nothing to parse */ }
  return [...rest, a, new.target, import.meta.url, await import('./late.js')];
}

function* count(limit) {
  const reply = yield limit--;
  if (reply) return reply;
}

const object = {
  'quoted key': 1,
  42: 'number key',
  shorthand: legacy, text,
  method(x, y) { return (x, y); },
  async asyncMethod() { await null; },
  *generator() { yield 1; },
  get value() { return this._value; },
  set value(v) { this._value = v; },
  ...settings,
  __proto__: null,
};

const compose = (...functions) => (input) => functions.reduceRight((value, f) => f(value), input);
const pick = async ({ length }) => length > 0 ? (length >= 10 ? 'many' : 'some') : 'none';
const bits = ~DECIMAL & 0xff | 1 ^ 3 >>> 1;
object.method?.(1, object['quoted key'])?.toString?.();
tag`hello ${count(3).next().value} world`;
(function immediately() { return this; }).call(globalThis);
new Queue;
with_(object);

function View({ items, onPick }) {
  return (
    <>
      {/* the list */}
      <ul className="list" data-count={items.length} {...object}>
        {items.map((item) => <li key={item.id} onClick={() => onPick(item)}>{item.name} &amp; more</li>)}
      </ul>
      <View.Footer hidden aria-label='end' />
      <svg:path d="M0 0" />
    </>
  );
}

if (settings.verbose) console.info(message, raw, bits, compose, pick, View);
else ;
export const [one, two] = numbers, { three } = object;
