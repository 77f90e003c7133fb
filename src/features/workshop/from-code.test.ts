import { expect, it } from 'vitest';
import { dedent, patternOf, ruleOfCode, ruleOfPattern } from './from-code';

it('gives parts with the same text the same name, and leaves out what is within another', () => {
  const code = 'copy(a.b, a.b, c)';
  const parts = [
    { from: 5, to: 8 },
    { from: 10, to: 13 },
    { from: 5, to: 6 },
    { from: 15, to: 16 },
  ];
  expect(patternOf(code, parts)).toBe('copy($X, $X, $Y)');
  expect(patternOf(code, [])).toBe(code);
});

it('moves code to the left as far as its first line stands to the right', () => {
  expect(dedent('    if x:\n        f()\n\n        g()  ', '    if x:')).toBe('if x:\n    f()\n\n    g()');
  // What is chosen begins behind the indentation.
  expect(dedent('if x:\n        f()', '    if x:')).toBe('if x:\n    f()');
  expect(dedent('  f(\n    x)', '  f(')).toBe('f(\n  x)');
  expect(dedent('f(\nx)', '    f(')).toBe('f(\nx)');
});

it('writes a pattern so that YAML reads it back', () => {
  expect(ruleOfPattern('semgrep', 'a', 'python', 'f($X)')).toContain('pattern: f($X)\n');
  expect(ruleOfPattern('semgrep', 'a', 'python', 'if x:\n    f()')).toContain(
    'pattern: |\n      if x:\n          f()\n',
  );
  expect(ruleOfPattern('toml', 'a', 'python', 'f("x")')).toContain('pattern = "f(\\"x\\")"');
});

it('writes a rule in the dialect that knows the language, by the name that it has there', () => {
  const of = (language: string, pattern = 'f($X)') => ruleOfCode(language, pattern, 'f(1)').text;
  expect(of('python')).toContain('languages: [python]');
  expect(of('tsx')).toContain('languages: [typescript]');
  expect(of('csharp')).toContain('languages: [csharp]');
  expect(of('css')).toContain('\nlanguage: css\n');
  expect(of('python', 'f($$$A)')).toContain('\nlanguage: python\n');
});
