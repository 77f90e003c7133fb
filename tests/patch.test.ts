/** The patches that are handed out, taken by git itself. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patchOf } from '../src/share';

describe('patchOf', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-patch-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function check(name: string, before: string, after: string): void {
    const file = join(folder, name);
    writeFileSync(file, before);
    const input = patchOf(name, before, after);
    if (input !== '') execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input });
    expect(readFileSync(file, 'utf8')).toBe(after);
    rmSync(file);
  }

  const lines = Array.from({ length: 40 }, (_, number) => `${number}\n`).join('');
  const cases: [name: string, before: string, after: string][] = [
    ['a line in the middle', lines, lines.replace('20\n', 'twenty\n')],
    ['far apart', lines, lines.replace('3\n', 'three\n').replace('35\n', 'x\ny\n').replace('20\n', '')],
    ['the first and the last line', 'a\nb\nc\n', 'A\nb\nC\n'],
    ['a last line without line break', 'a\nb\nc', 'a\nb\nC'],
    ['far from an end without line break', `${lines}end`, `x${lines}end`],
    ['a line break added at the end', 'a\nb', 'a\nB\n'],
    ['a line break taken from the end', 'a\nb\n', 'a\nb'],
    ['Windows line ends', 'a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n'],
    ['a mark', '\ufeffa\nb\n', '\ufeffA\nb\n'],
    ['all removed', 'a\nb\n', ''],
    ['all new', 'a', 'b\nc'],
    ['very many lines', 'a\n'.repeat(9_000), 'b\n'.repeat(9_000)],
    ['the same', lines, lines],
  ];
  it.each(cases)('is taken by git apply: %s', (_name, before, after) => check('file.txt', before, after));

  it.each(['a b.txt', 'é😀.txt', 'a"b.txt', 'a\\b.txt', 'a\tb.txt', 'a\nb.txt'])(
    'is taken by git apply for the name %j',
    (name) => check(name, 'a\n', 'b\n'),
  );

  it('is taken by git apply whatever the texts are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '\n', '\r\n', ' '), { maxLength: 30 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => check('any.txt', before, after)),
      { numRuns: 60 },
    );
  });
});
