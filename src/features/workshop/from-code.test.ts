import { expect, it } from 'vitest';
import { dedent, patternOf, ruleOfPattern } from './from-code';

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

it('moves code to the left as far as all of its lines can be', () => {
  expect(dedent('    if x:\n        f()\n\n        g()  ')).toBe(
    'if x:\n    f()\n\n    g()'.replaceAll('    ', ''),
  );
  expect(dedent('  f(\n    x)')).toBe('f(\nx)');
});

it('writes a pattern so that YAML reads it back', () => {
  expect(ruleOfPattern('semgrep', 'a', 'python', 'f($X)')).toContain('pattern: f($X)\n');
  expect(ruleOfPattern('semgrep', 'a', 'python', 'if x:\n    f()')).toContain(
    'pattern: |\n      if x:\n          f()\n',
  );
  expect(ruleOfPattern('toml', 'a', 'python', 'f("x")')).toContain('pattern = "f(\\"x\\")"');
});
