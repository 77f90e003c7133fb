import { describe, expect, it } from 'vitest';
import { highlightLines } from './highlight';
import { highlighted, loadLanguage } from './languages';
import { plainTextReason } from './limits';

const classesOf = async (language: string, code: string) => {
  const support = await loadLanguage(language);
  return highlightLines(code, support)
    .flat()
    .flatMap((token) => (token.class ? [`${token.class} ${token.text}`] : []));
};

describe('loadLanguage', () => {
  it.each(highlighted)('colours %s', async (language) => {
    const support = await loadLanguage(language);
    const code = '"a" 1 if for true class x { y: 2 } // c\n# d\n-- e\n<p>f</p>\n';
    const coloured = highlightLines(code, support)
      .flat()
      .some((token) => token.class);
    expect(coloured).toBe(true);
  });

  it('knows the names people write after a code fence', () => {
    expect(loadLanguage('ts')).toBe(loadLanguage('typescript'));
    expect(loadLanguage('no-such-language')).toBeUndefined();
    expect(loadLanguage('constructor')).toBeUndefined();
  });

  it('colours the languages that have keywords alone', async () => {
    expect(await classesOf('zig', 'const a = @import("b"); // c')).toEqual(
      expect.arrayContaining(['tok-keyword const', 'tok-string "b"', 'tok-comment // c']),
    );
    expect(await classesOf('elixir', 'def f(x), do: :ok # c')).toEqual(
      expect.arrayContaining(['tok-keyword def', 'tok-constant :ok', 'tok-comment # c']),
    );
    expect(await classesOf('solidity', 'uint256 a; /* b */ function f() public {}')).toEqual(
      expect.arrayContaining(['tok-comment /* b */', 'tok-keyword function', 'tok-keyword public']),
    );
    expect(await classesOf('hcl', 'resource "a" "b" { c = true }')).toEqual(
      expect.arrayContaining(['tok-keyword resource', 'tok-string "a"', 'tok-constant true']),
    );
  });
});

it('keeps every character of a snippet', async () => {
  const code = 'const a = `x\ny`;\n\n/* z\n*/ f()\n';
  const lines = highlightLines(code, await loadLanguage('typescript'));
  expect(lines.map((line) => line.map((token) => token.text).join('')).join('\n')).toBe(code);
});

describe('plainTextReason', () => {
  it('lets usual files be highlighted', () => expect(plainTextReason('a\n'.repeat(1000))).toBeUndefined());
  it('names a long line', () =>
    expect(plainTextReason('x'.repeat(1_000_000))).toMatch(/1,000,000 characters/));
  it('names a large file', () => expect(plainTextReason('x\n'.repeat(2_000_000))).toMatch(/4\.0 million/));
});
