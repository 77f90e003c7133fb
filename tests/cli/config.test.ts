/** A project’s own configuration, read by the built command. */

import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { assay, assayWith, folder, write } from './folder';

beforeEach(() => {
  write('a.py', 'import os\nos.system(os.environ["CMD"])\n');
  write('b.py', 'assert (1, 2)\n');
  write('vendor/c.py', 'assert (1, 2)\n');
});

function scan(...args: string[]) {
  const { status, stdout, stderr } = assay('scan', '.', '--format', 'json', ...args);
  const { findings } = JSON.parse(stdout) as {
    findings: { path: string; ruleId: string; severity: string }[];
  };
  return {
    status,
    stderr,
    found: findings.map(({ path, ruleId, severity }) => `${path} ${ruleId} ${severity}`),
  };
}

describe('.assay/config.toml', () => {
  it('turns rules off, changes severities, leaves files out and chooses threat models, and the scan says so', () => {
    expect(scan().found).toEqual([
      'b.py python/assert-on-tuple high',
      'vendor/c.py python/assert-on-tuple high',
    ]);
    write(
      '.assay/config.toml',
      'threat-models = ["environment"]\nignore = ["vendor/**"]\n[rules]\n"python/assert-on-tuple" = "low"\n',
    );
    const { found, stderr, status } = scan('--fail-on', 'info');
    expect(found).toEqual(['a.py python/command-injection critical', 'b.py python/assert-on-tuple low']);
    expect(stderr).toContain('changes the severity of 1 rule; leaves out files that match 1 pattern');
    expect(status).toBe(1);
  });

  it('turns off a rule by a former id too', () => {
    write(
      '.assay/config.toml',
      '[rules]\n"python/assert-on-tuple" = "off"\n"python/command-from-request" = "off"\n',
    );
    const { found, stderr } = scan('--threat-models', 'local');
    expect(found).toEqual([]);
    expect(stderr).toContain('turns 2 rules off');
  });

  it('gives way to what the command line says, and is not read with --no-config', () => {
    write(
      '.assay/config.toml',
      'threat-models = ["environment"]\n[rules]\n"python/assert-on-tuple" = "off"\n',
    );
    expect(scan('--threat-models', 'remote').found).toEqual([]);
    expect(scan('--no-config').found).toHaveLength(2);
    expect(scan('--no-config').stderr).toBe('');
  });

  it('that is wrong is told: what is unknown as a warning, what is no TOML as a mistake', () => {
    write('.assay/config.toml', 'ignroe = []\n[rules]\n"python/assert-on-tupel" = "off"\n');
    const { stderr, status, found } = scan();
    expect(stderr).toContain('unknown key `ignroe`\n  Did you mean `ignore`?');
    expect(stderr).toContain(
      'unknown rule `python/assert-on-tupel`\n  Did you mean `python/assert-on-tuple`?',
    );
    expect(found).toHaveLength(2);
    expect(status).toBe(0);
    write('.assay/config.toml', 'ignore = [');
    expect(scan().status).toBe(2);
  });
});

describe('a folder’s .assay/config.toml', () => {
  it('concerns the files below it, is said, and counts in what is reused', () => {
    const cached = () => scan('--cache', '.cache');
    expect(cached().found).toHaveLength(2);
    write('vendor/.assay/config.toml', '[rules]\n"python/assert-on-tuple" = "info"\n');
    const changed = cached();
    expect(changed.found).toEqual([
      'b.py python/assert-on-tuple high',
      'vendor/c.py python/assert-on-tuple info',
    ]);
    expect(changed.stderr).toContain('vendor/.assay/config.toml changes the severity of 1 rule.');
    write('vendor/.assay/config.toml', 'ignore = ["c.py"]\n[gate]\nmax = 0\n');
    const ignored = cached();
    expect(ignored.found).toEqual(['b.py python/assert-on-tuple high']);
    expect(ignored.stderr).toContain('`gate` counts only in the configuration at the root');
    write('vendor/.assay/config.toml', '');
    expect(cached().found).toHaveLength(2);
    write('vendor/.assay/config.toml', '[rules]\n"python/assert-on-tuple" = "off"\n');
    expect(cached().found).toHaveLength(1);
    expect(scan('--no-config').found).toHaveLength(2);
  });

  it('that is wrong is a mistake, like that of the root', () => {
    write('vendor/.assay/config.toml', 'ignore = [');
    expect(scan().status).toBe(2);
    write('vendor/.assay/config.toml', '[rules]\n"python/assert-on-tupel" = "off"\n');
    expect(scan().stderr).toContain('vendor/.assay/config.toml: unknown rule `python/assert-on-tupel`');
  });
});

describe('which findings count', () => {
  it('is chosen by concern, severity, confidence and sort of file', () => {
    write('tests/test_d.py', 'assert (1, 2)\n');
    expect(scan().found).toHaveLength(3);
    write('.assay/config.toml', 'leave-out = ["tests", "third-party"]\n');
    const { found, stderr } = scan();
    expect(found).toEqual(['b.py python/assert-on-tuple high']);
    expect(stderr).toContain('leaves out findings in tests and examples, third-party code');
    write('.assay/config.toml', 'concerns = ["secrets"]\n');
    expect(scan().found).toEqual([]);
    write('.assay/config.toml', 'min-severity = "critical"\n');
    expect(scan().found).toEqual([]);
    write('.assay/config.toml', '[profiles.all]\nthreat-models = ["all"]\n');
    expect(scan().found).toHaveLength(3);
    const chosen = scan('--profile', 'all');
    expect(chosen.found[0]).toBe('a.py python/command-injection critical');
    expect(chosen.stderr).toContain('The profile all takes as sources of data: all');
  });

  it('can be said by a person for all projects, below what the project says', () => {
    write('home/assay/config.toml', 'extends = "more.toml"\n[rules]\n"python/assert-on-tuple" = "info"\n');
    write('home/assay/more.toml', 'threat-models = ["environment"]\n');
    const mine = () =>
      assayWith(
        { env: { XDG_CONFIG_HOME: join(folder, 'home') } },
        'scan',
        'a.py',
        'b.py',
        '--format',
        'json',
      );
    const found = () =>
      (JSON.parse(mine().stdout) as { findings: { severity: string }[] }).findings.map(
        ({ severity }) => severity,
      );
    expect(found()).toEqual(['critical', 'info']);
    write('.assay/config.toml', '[rules]\n"python/assert-on-tuple" = "medium"\n');
    expect(found()).toEqual(['critical', 'medium']);
  });
});
