/** A project’s gate, by the built command: what it lets through, what it says, and what it leaves behind. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { assay, folder, write } from './folder';

/** Nested too deeply to be checked. */
const DEEP = `let a = ${'[\n'.repeat(600)}doubtful()${'\n]'.repeat(600)};\n`;

const rule = (id: string, severity: string, confidence: string) =>
  `  - id: ${id}\n    languages: [javascript]\n    severity: ${severity}\n    message: No ${id}\n    pattern: ${id}(...)\n    metadata: { confidence: ${confidence} }\n`;

beforeEach(() => {
  write(
    '.assay/rules/all.yml',
    `rules:\n${rule('grave', 'ERROR', 'HIGH')}${rule('doubtful', 'WARNING', 'LOW')}`,
  );
  write('a.js', 'grave(1);\ndoubtful(2);\n');
});

const gate = (text: string) => write('.assay/config.toml', text);

const scan = (...args: string[]) => assay('scan', '.', '--no-builtin', ...args);

describe('a gate', () => {
  it('fails the scan by what it does not let through, and names that', () => {
    gate('[gate]\nseverity = "high"\n');
    const { status, stderr } = scan();
    expect(stderr).toContain(
      'assay: Gate failed: 1 finding of severity high or higher, and the gate allows 0.\n  a.js:1 grave\n',
    );
    expect(status).toBe(1);
  });

  it.each([
    ['as many as are allowed', '[gate]\nmax = 2\n', 0],
    ['one more than that', '[gate]\nmax = 1\n', 1],
    ['what is less severe', '[gate]\nseverity = "critical"\n', 0],
    ['what is less sure', '[gate]\nconfidence = "medium"\nmax = 1\n', 0],
    ['each of several conditions', '[[gate]]\nmax = 9\n[[gate]]\nseverity = "medium"\nmax = 1\n', 1],
  ])('counts %s', (_, text, status) => {
    gate(text);
    expect(scan().status).toBe(status);
  });

  it('on what is new compares with the project’s own baseline', () => {
    gate('[gate]\nnew = true\n');
    const first = scan('--write-baseline', '.assay/baseline.json');
    expect(first.stderr).toContain('There is no baseline, so every finding counts as new.');
    expect(first.status).toBe(1);
    const second = scan();
    expect(second.stderr).toContain('assay: Gate passed.\n');
    expect(second.status).toBe(0);
    write('b.js', 'doubtful(3);\n');
    const third = scan();
    expect(third.stderr).toContain('1 new finding, and the gate allows 0.\n  b.js:1 doubtful\n');
    expect(third.status).toBe(1);
  });

  it('does not pass where something could not be checked', () => {
    gate('[gate]\nseverity = "critical"\n');
    write('deep.js', DEEP);
    const { status, stderr } = scan();
    expect(stderr).toContain('assay: Gate not passed: something could not be checked.\n');
    expect(status).toBe(4);
  });

  it('is not read with --no-config', () => {
    gate('[gate]\n');
    expect(scan('--no-config')).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['[gate]\nseverty = "high"\n', 'unknown key of `gate` `severty`\n  Did you mean `severity`?'],
    ['[gate]\nseverity = "hihg"\n', 'unknown `severity` of `gate` `hihg`\n  Did you mean `high`?'],
    ['[gate]\nmax = -1\n', '`max` of `gate` is not a whole number from 0'],
    ['[gate]\nnew = "yes"\n', '`new` of `gate` is not true or false'],
    ['gate = 3\n', '`gate` is not a table'],
  ])('that cannot be understood passes nothing: %s', (text, message) => {
    gate(text);
    const { status, stderr } = scan();
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  it('is in the JSON, in the Markdown and in the annotations', () => {
    gate('[gate]\nmax = 1\n');
    const { gate: verdict } = JSON.parse(scan('--format', 'json').stdout);
    expect(verdict).toMatchObject({ state: 'failed', conditions: [{ max: 1, found: 2 }] });
    expect(scan('--format', 'markdown').stdout).toContain(
      '**Gate failed&#58; 2 findings, and the gate allows 1.**',
    );
    expect(scan('--format', 'github').stdout).toMatch(/^::error title=Assay::Gate failed: 2 findings/m);
  });
});

describe('a badge', () => {
  const badge = (...args: string[]) => {
    scan('--badge', 'badge.svg', ...args);
    return /<title>(.*)<\/title>/.exec(readFileSync(join(folder, 'badge.svg'), 'utf8'))?.[1];
  };

  it('says how many findings there are, or what the gate says', () => {
    expect(badge()).toBe('assay: 2 findings');
    gate('[gate]\n');
    expect(badge()).toBe('assay: gate failed');
    gate('[gate]\nmax = 2\n');
    expect(badge()).toBe('assay: gate passed');
  });

  it('is not green where something could not be checked', () => {
    gate('[gate]\nmax = 9\n');
    write('deep.js', DEEP);
    expect(badge()).toMatch(/^assay: \d findings, incomplete$/);
  });
});
