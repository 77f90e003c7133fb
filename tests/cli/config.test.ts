/** A project’s own configuration, read by the built command. */
import { beforeEach, describe, expect, it } from 'vitest';
import { assay, write } from './folder';

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
