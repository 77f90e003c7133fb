import { Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { offsetOf, offsetsOf } from './positions';

const doc = (text: string) => Text.of(text.split('\n'));

describe('offsetOf', () => {
  it('counts UTF-16 units in the line', () => {
    expect(offsetOf(doc('a\n😀x'), { line: 2, col: 3 })).toBe(4);
  });

  it('counts a carriage return as a part of its line', () => {
    const text = 'a\r\nb\rc\r\nd';
    expect(text.slice(offsetOf(doc(text), { line: 2, col: 3 }))).toBe('c\r\nd');
    expect(text.slice(offsetOf(doc(text), { line: 3, col: 1 }))).toBe('d');
  });

  it('stays inside a text that has become shorter', () => {
    const short = doc('ab\ncd');
    expect(offsetOf(short, { line: 1, col: 99 })).toBe(2);
    expect(offsetOf(short, { line: 99, col: 1 })).toBe(5);
    expect(offsetOf(short, { line: 0, col: 0 })).toBe(0);
  });
});

it('never ends a range before its start', () => {
  const place = (line: number, col: number) => ({ line, col, offset: 0 });
  expect(offsetsOf(doc('abc\n'), { start: place(2, 1), end: place(1, 2) })).toEqual({ from: 4, to: 4 });
});
