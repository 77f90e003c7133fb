import { describe, expect, it } from 'vitest';
import type { Fix, Position } from '../../workers/protocol';
import { fixDiff } from './diff';

/** The place of an offset, as the engine would give it for plain ASCII text. */
function placeOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, col: (before.at(-1)?.length ?? 0) + 1, offset };
}

/** Replaces the one occurrence of `old`. */
function fixOf(text: string, old: string, replacement: string): Fix {
  const at = text.indexOf(old);
  return { range: { start: placeOf(text, at), end: placeOf(text, at + old.length) }, text: replacement };
}

const render = (text: string, fix: Fix, context?: number) =>
  fixDiff(text, fix, context).map(
    (line) => `${{ same: ' ', removed: '-', added: '+' }[line.kind]}${line.text}`,
  );

describe('fixDiff', () => {
  it('shows the changed line between its neighbours', () => {
    const text = 'a\nb\nif (x == 1) {\nc\nd\n';
    expect(render(text, fixOf(text, 'x == 1', 'x === 1'))).toEqual([
      ' b',
      '-if (x == 1) {',
      '+if (x === 1) {',
      ' c',
    ]);
  });

  it('marks the changed part of a line', () => {
    const text = 'if (x == 1) {\n';
    const added = fixDiff(text, fixOf(text, '==', '===')).find((line) => line.kind === 'added');
    expect(added?.changed.map(({ from, to }) => added.text.slice(from, to)).join('')).toContain('=');
  });

  it('keeps the lines that a wide fix leaves as they are', () => {
    const text = 'function f() {\n  one();\n  two();\n  three();\n}\n';
    const fix = fixOf(text, text.trimEnd(), text.trimEnd().replace('two', 'TWO'));
    expect(render(text, fix)).toContain('   one();');
    expect(render(text, fix).filter((line) => !line.startsWith(' '))).toEqual(['-  two();', '+  TWO();']);
  });

  it('numbers lines on both sides', () => {
    const text = 'a\nb\nc\n';
    const lines = fixDiff(text, fixOf(text, 'b\n', ''), 1);
    expect(lines.find((line) => line.text === 'b')).toMatchObject({ kind: 'removed', oldLine: 2 });
    expect(lines.find((line) => line.text === 'c')).toMatchObject({ kind: 'same', oldLine: 3, newLine: 2 });
  });
});
