/** The patches that the page hands out, taken by git itself. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixPatch } from '../src/editor/diff';
import type { Fix, Position } from '../workers/protocol';

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
