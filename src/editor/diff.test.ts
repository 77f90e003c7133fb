import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fix, Position } from '../../workers/protocol';
import { fixDiff, fixPatch } from './diff';

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

describe('fixPatch', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-patch-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const cases: [name: string, text: string, old: string, replacement: string][] = [
    ['a line in the middle', '1\n2\n3\n4\n5\n6\n7\n8\n9\n', '5', 'five'],
    ['the first line', 'a\nb\nc\n', 'a', 'A'],
    ['the last line', 'a\nb\nc\n', 'c', 'C'],
    ['a last line without line break', 'a\nb\nc', 'c', 'C'],
    ['far from an end without line break', '1\n2\n3\n4\n5\n6\n7\n8\n9', '2', 'two'],
    ['near an end without line break', '1\n2\n3', '2', 'two'],
    ['a line break added at the end', 'a\nb', 'b', 'B\n'],
    ['a line break taken from the end', 'a\nb\n', 'b\n', 'b'],
    ['Windows line ends', 'a\r\nb\r\nc\r\n', 'b', 'B'],
    ['a removed line', 'a\nb\nc\n', 'b\n', ''],
    ['all removed', 'a\nb\n', 'a\nb\n', ''],
    ['added lines', 'a\nb\nc\n', 'b', 'b\nb2\nb3'],
    ['two changes in one fix', '1\n2\n3\n4\n5\n6\n', '2\n3\n4\n5', '2x\n3\n4\n5x'],
  ];

  it.each(cases)('is taken by git apply: %s', (_name, text, old, replacement) => {
    const fix = fixOf(text, old, replacement);
    writeFileSync(join(folder, 'file.txt'), text);
    const input = fixPatch('file.txt', text, fix);
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input });
    expect(readFileSync(join(folder, 'file.txt'), 'utf8')).toBe(text.replace(old, replacement));
  });
});
