import { expect, it } from 'vitest';
import { keysAbove, schemaAt } from './rule-help';

const rule = `rules:
  - id: a
    patterns:
      - pattern-either:
        - pattern: f
        - patt
      - metavariable-regex:
          metavariable: $X
          reg
    severity: INFO
rule:
- all`.split('\n');

it('tells which keys a line stands below, also of lists that stand as far left as their key', () => {
  expect(keysAbove(rule, 1)).toEqual(['rules']);
  expect(keysAbove(rule, 5)).toEqual(['rules', 'patterns', 'pattern-either']);
  expect(keysAbove(rule, 8)).toEqual(['rules', 'patterns', 'metavariable-regex']);
  expect(keysAbove(rule, 9)).toEqual(['rules']);
  expect(keysAbove(rule, 11)).toEqual(['rule']);
});

it('knows nothing below keys that are not known', () => {
  const inner = { b: { doc: 'B' } };
  const root = { a: { doc: 'A', below: () => inner } };
  expect(schemaAt(root, ['a'])).toBe(inner);
  expect(schemaAt(root, ['a', 'b'])).toBeUndefined();
  expect(schemaAt(root, ['x', 'y'])).toBeUndefined();
});
