import { describe, expect, it } from 'vitest';
import { recogniseRules } from './recognise-rules';

const SEMGREP = `rules:
  - id: no-eval
    languages: [python]
    severity: ERROR
    message: No eval
    pattern: eval(...)
  - id: no-exec
    languages: [python]
    severity: ERROR
    message: No exec
    pattern: exec(...)
`;
const AST_GREP = `id: no-print
language: python
rule: { pattern: print($$$) }
---
id: no-input
language: python
rule: { pattern: input() }
`;

describe('recogniseRules', () => {
  it.each([
    ['semgrep', 'security.yml', SEMGREP, 2],
    ['ast-grep', 'rules/print.yaml', AST_GREP, 2],
    [
      'toml',
      'house.toml',
      '[[pattern]]\nid = "a"\npattern = "f()"\n\n[[pattern]]\nid = "b"\nregex = "x"\n',
      2,
    ],
  ])('counts the rules of %s', async (dialect, path, text, rules) => {
    expect(await recogniseRules(path, text)).toEqual({ dialect, rules });
  });

  it('takes broken YAML for what it was meant to be', async () => {
    expect(await recogniseRules('a.yml', `${SEMGREP}  - id: "x\n`)).toEqual({ dialect: 'semgrep', rules: 3 });
  });

  it.each([
    [
      'a workflow',
      '.github/workflows/ci.yml',
      'on: push\njobs:\n  build:\n    steps:\n      - id: a\n        run: x\n',
    ],
    ['an ingress', 'ingress.yml', 'spec:\n  rules:\n    - host: a\n'],
    ['alerts', 'alerts.yml', 'groups:\n- name: a\n  rules:\n  - alert: b\n'],
    ['rules of something else', 'firewall.yml', 'rules:\n  - id: ssh\n    port: 22\nlanguages: [en]\n'],
    ['a lock file', 'Cargo.toml', '[package]\nname = "a"\n[[bin]]\nname = "b"\n'],
  ])('leaves %s alone', async (_, path, text) => {
    expect(await recogniseRules(path, text)).toBeUndefined();
  });
});
