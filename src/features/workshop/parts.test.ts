import { expect, it } from 'vitest';
import type { ShownNode } from '../../../workers/protocol';
import { patternOf } from './from-code';
import { partsOf, pressed, stretchesOf } from './parts';

const CODE = 'run(a.b, "x", a.b)';
/** Nodes by their kinds and texts, each below the ones that stand less far to the right; `at` tells them apart. */
const node = (depth: number, kind: string, from: number, to: number): ShownNode =>
  ({ depth, kind, from, to, isNamed: !/^\W/.test(kind) }) as ShownNode;
const NODES = [
  node(0, 'module', 0, 18),
  node(1, 'call', 0, 18),
  node(2, 'identifier', 0, 3),
  node(2, 'argument_list', 3, 18),
  node(3, '(', 3, 4),
  node(3, 'attribute', 4, 7),
  node(4, 'identifier', 4, 5),
  node(4, '.', 5, 6),
  node(4, 'identifier', 6, 7),
  node(3, ',', 7, 8),
  node(3, 'string', 9, 12),
  node(4, 'string_content', 10, 11),
  node(3, 'attribute', 14, 17),
  node(4, 'identifier', 14, 15),
  node(4, 'identifier', 16, 17),
];

const parts = partsOf(CODE, NODES);
const texts = (all: readonly { from: number; to: number }[]) =>
  all.map(({ from, to }) => CODE.slice(from, to));

it('offers names and literals, with the arguments that they are parts of', () => {
  expect(texts(parts)).toEqual(['run', 'a', 'b', '"x"', 'a', 'b']);
  expect(parts.map(({ argument }) => argument && CODE.slice(argument.from, argument.to))).toEqual([
    undefined,
    'a.b',
    'a.b',
    undefined,
    'a.b',
    'a.b',
  ]);
});

it('turns a part into a metavariable, then its argument, and then back', () => {
  const [, a, b] = parts;
  if (!a || !b) throw new Error('no parts');
  const once = pressed([], a);
  expect(patternOf(CODE, once)).toBe('run($X.b, "x", a.b)');
  const both = pressed(once, b);
  expect(patternOf(CODE, both)).toBe('run($X.$Y, "x", a.b)');
  const whole = pressed(both, a);
  expect(patternOf(CODE, whole)).toBe('run($X, "x", a.b)');
  expect(stretchesOf(CODE, parts, whole).map(({ text, name }) => name ?? text)).toEqual([
    ...['run', '(', '$X', ', ', '"x"', ', ', 'a', '.', 'b', ')'],
  ]);
  expect(patternOf(CODE, pressed(whole, a))).toBe(CODE);
});
