import { expect, it } from 'vitest';
import { indentOf, lineBreakOf } from './text-shape';

it.each([
  ['a\nb\n', '\n'],
  ['a\r\nb\r\n', '\r\n'],
  ['a\r\nb\n', '\n'],
  ['', '\n'],
])('ends lines as %j does', (text, lineBreak) => {
  expect(lineBreakOf(text)).toBe(lineBreak);
});

it.each([
  ['a\n    b\n        c\n', '    '],
  ['a\n\tb\n', '\t'],
  ['/**\n * a\n */\na\n  b\n', '  '],
  ['a\n', '  '],
])('indents as %j does', (text, indent) => {
  expect(indentOf(text)).toBe(indent);
});
