/** Setting a project up by the built command: configuration, files to begin with, packs. */
import { existsSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { assay, assayWith, folder, read, write } from './folder';

describe('assay config', () => {
  it('shows what counts, and where each setting comes from', () => {
    write('base.toml', 'ignore = ["a"]\n[rules]\n"python/xss" = "low"\n');
    write(
      '.assay/config.toml',
      'extends = "../base.toml"\nignore = ["b"]\n[profiles.ci]\nmin-severity = "high"\n',
    );
    const { stdout, status } = assay('config', '--format', 'json', '--profile', 'ci');
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as { settings: unknown }).settings).toEqual([
      { key: 'min-severity', value: 'high', from: 'profile ci' },
      { key: 'threat-models', value: ['remote'], from: 'default' },
      { key: 'ignore', value: 'a', from: 'base.toml' },
      { key: 'ignore', value: 'b', from: '.assay/config.toml' },
      { key: 'rules.python/xss', value: 'low', from: 'base.toml' },
    ]);
    write('home/assay/config.toml', '[rules]\n"python/xss" = "off"\n');
    const env = { XDG_CONFIG_HOME: join(folder, 'home') };
    expect(assayWith({ env }, 'config').stdout).toMatch(
      /rules\.python\/xss = "off" +~\/\.config\/assay\/config\.toml/,
    );
    write('base.toml', 'version = 9\n');
    expect(assay('config').status).toBe(2);
  });

  it('prints a schema that takes what the command takes', () => {
    const schema = JSON.parse(assay('config', '--schema').stdout) as {
      properties: { rules: { properties: object } };
    };
    const validate = new Ajv({ strict: false }).compile(schema);
    expect(Object.keys(schema.properties.rules.properties).length).toBeGreaterThan(400);
    expect(validate({ version: 1, rules: { 'python/xss': 'off' } })).toBe(true);
    expect(validate({ rules: { 'python/xss': 'of' } })).toBe(false);
  });

  it('takes over what other tools leave out, and keeps what is there', () => {
    write('.eslintignore', 'dist\n');
    write('.gitleaks.toml', "[allowlist]\npaths = ['''^docs/''', '''[a-z]''']\n");
    write('.assay/config.toml', '# mine\n[rules]\n"python/xss" = "off"\n');
    const shown = assay('config', '--take-over');
    expect(shown.stdout).toContain('.eslintignore (ESLint)\n  dist\n');
    expect(shown.stdout).toContain('! The path `[a-z]` cannot be taken over as a pattern.');
    expect(read('.assay/config.toml')).not.toContain('ignore');
    assay('config', '--take-over', '--write');
    expect(read('.assay/config.toml')).toBe(
      '# mine\nignore = ["dist", "/docs/**"]\n\n[rules]\n"python/xss" = "off"\n',
    );
  });

  it('brings a file to the present version', () => {
    write('.assay/config.toml', '# mine\nignore = []\n');
    expect(assay('config', '--migrate').stdout).toBe('version = 1\n# mine\nignore = []\n');
    assay('config', '--migrate', '--write');
    expect(assay('config', '--migrate').stdout).toContain('has the present version');
  });
});

describe('assay init', () => {
  it('writes what is said by flags, and nothing over what is there', () => {
    const args = [
      'init',
      '--yes',
      '--concerns',
      'security,secrets',
      '--leave-out',
      'tests',
      '--fail-on',
      'critical',
    ];
    expect(assay(...args, '--ci', 'github,pre-commit', '--command', 'npx assay').status).toBe(0);
    expect(parse(read('.assay/config.toml'))).toEqual({
      ...{
        version: 1,
        concerns: ['security', 'secrets'],
        'min-confidence': 'medium',
        'leave-out': ['tests'],
      },
      gate: { new: true, severity: 'critical', max: 0 },
    });
    expect(assay('config').stderr).toBe('');
    const { jobs } = parseYaml(read('.github/workflows/assay.yml')) as {
      jobs: { scan: { steps: { run?: string }[] } };
    };
    expect(jobs.scan.steps.flatMap(({ run }) => run ?? [])).toEqual([
      'npx assay scan . --format sarif --output assay.sarif',
    ]);
    expect(read('.githooks/pre-commit')).toContain('npx assay scan --fail-on high');
    const again = assay('init', '--yes');
    expect([again.status, again.stderr]).toEqual([
      2,
      expect.stringContaining('.assay/config.toml is there already; nothing was written.'),
    ]);
    expect(assay('init', '--yes', '--force').stdout).toContain('wrote over .assay/config.toml');
    expect(assay('init', '--yes', '--ci', 'github', '--command', 'a; b', '--force').status).toBe(2);
  });

  it('asks what is not said, and shows what each choice would report', () => {
    write('a.py', 'assert (1, 2)\n');
    write('package.json', '{"dependencies":{"express":"4"}}');
    const input = '3\nhigh\n-\n\nnone\ngitlab\n';
    const { status, stdout, stderr } = assayWith({ input }, 'init', '--dry-run');
    expect(status).toBe(0);
    expect(stderr).toMatch(/2 files: json, python, Express\./);
    expect(stderr).toContain('3 * Bugs (1)');
    expect(stderr).toContain('With these choices: 1 finding.');
    expect(stdout).toContain('concerns = ["bugs"]\nmin-confidence = "high"\n');
    expect(stdout).toContain('# .gitlab-ci.yml');
    expect(stdout).not.toContain('[gate]');
    expect(existsSync(join(folder, '.assay'))).toBe(false);
    expect(assayWith({ input: '1\n' }, 'init', '--no-scan').stderr).toContain('nothing was written');
  });
});

describe('assay new', () => {
  it('begins rules that pass their cases, packs that can be installed, and CI files beside those that are there', () => {
    for (const dialect of ['semgrep', 'ast-grep', 'toml']) {
      expect(assay('new', 'rule', `no-${dialect}`, '--dialect', dialect).status).toBe(0);
    }
    expect(assay('test', '.assay/rules').stdout).toContain('6 passed');
    expect(assay('new', 'rule', 'x', '--dialect', 'toml', '--shape', 'taint').status).toBe(2);
    expect(assay('new', 'rule', 'no-toml', '--dialect', 'toml').stderr).toContain('there already');
    write('.gitlab-ci.yml', 'stages: []\n');
    expect(assay('new', 'ci', 'gitlab').stdout).toContain('wrote .gitlab/assay.yml\n  Add `include:');
    expect(assay('new', 'ci', 'travis').stderr).toContain('There are: github, gitlab, jenkins, pre-commit.');
    expect(assay('new', 'thing', 'x').stderr).toContain('rule|pack|ci is one of rule, pack, ci, not “thing”');
  });
});

describe('assay pack', () => {
  it('writes and removes nothing outside of the folder of packs', () => {
    write('kept.txt', 'kept');
    write('docs/kept.md', 'kept');
    for (const name of ['../..', '..', '.', 'a/b']) {
      expect(assay('pack', 'remove', name).stderr).toContain(`There is no pack ${name}.`);
      expect(assay('pack', 'rollback', name).stderr).toContain(`There is no pack ${name}.`);
    }
    write('.assay/packs/README.md', '');
    symlinkSync('../../docs', join(folder, '.assay/packs/house'));
    expect(assay('pack', 'remove', 'house').stderr).toContain('is a link');
    assay('new', 'pack', 'house');
    expect(assay('pack', 'install', 'house').stderr).toContain('is a link');
    expect([read('kept.txt'), read('docs/kept.md')]).toEqual(['kept', 'kept']);
    rmSync(join(folder, '.assay/packs'), { recursive: true });
    rmSync(join(folder, 'house'), { recursive: true });
  });

  /** Ids of the rules that find something; without any rule to run the command says so. */
  const found = () => {
    const { stdout, stderr, status } = assay('scan', 'a.py', '--format', 'json', '--no-builtin');
    if (status === 2 && stderr.includes('No rules to run.')) return 'no rules';
    expect(status, stderr).toBeLessThan(2);
    const { findings } = JSON.parse(stdout) as { findings: { ruleId: string }[] };
    return findings.map(({ ruleId }) => ruleId);
  };

  function setUp(): void {
    write('a.py', 'pickle.loads(x)\npickle.load(x)\n');
    assay('new', 'pack', 'house');
    assay('pack', 'install', 'house');
  }

  it('installs a pack, whose rules run, and can be switched off by the project', () => {
    setUp();
    expect(found()).toEqual(['my-call']);
    expect(assay('pack', 'list').stdout).toBe('house 0.1.0  MIT, 1 rule files\n');
    write('.assay/config.toml', '[packs]\nhouse = "off"\nhuose = "off"\n');
    const { stderr } = assay('scan', 'a.py');
    expect(stderr).toContain('turns 2 packs off');
    expect(stderr).toContain('unknown pack `huose`');
    expect(found()).toBe('no rules');
  });

  it('updates with a diff of rules, and rolls back', () => {
    setUp();
    write('house/pack.toml', read('house/pack.toml').replace('0.1.0', '0.2.0'));
    write('house/rules/my-call.yml', read('house/rules/my-call.yml').replace('loads', 'load'));
    write(
      'house/rules/more.toml',
      '[[pattern]]\nid = "more"\nlanguages = ["python"]\npattern = "x"\nmessage = "m"\n',
    );
    expect(assay('pack', 'install', 'house').stderr).toContain('house 0.1.0 is installed.');
    expect(assay('pack', 'update', 'house', '--dry-run').stdout).toBe(
      'house 0.1.0 → 0.2.0 (nothing was changed)\n  + more\n  ~ my-call\n',
    );
    assay('pack', 'update', 'house');
    expect(found()).toEqual(['more', 'my-call', 'more']);
    expect(assay('pack', 'rollback', 'house').stdout).toBe('house 0.2.0 → 0.1.0\n  ~ my-call\n  - more\n');
    expect(found()).toEqual(['my-call']);
    expect(assay('pack', 'rollback', 'house').stderr).toContain('There is no earlier version of house.');
    assay('pack', 'remove', 'house');
    expect(assay('pack', 'list').stdout).toBe('There are no packs here.\n');
    expect(existsSync(join(folder, '.assay/packs/house'))).toBe(false);
  });

  it('refuses what was tampered with, before it is installed and after', () => {
    write('a.py', 'pickle.loads(x)\n');
    assay('new', 'pack', 'house');
    assay('pack', 'seal', 'house');
    expect(assay('pack', 'verify', 'house').status).toBe(0);
    const rule = read('house/rules/my-call.yml');
    write('house/rules/my-call.yml', `${rule}# changed\n`);
    expect(assay('pack', 'install', 'house').stderr).toContain(
      'The pack house is not what its author sealed',
    );
    write('house/rules/my-call.yml', rule);
    assay('pack', 'install', 'house');
    expect(assay('scan', 'a.py', '--no-builtin').status).toBe(0);
    write('.assay/packs/house/rules/extra.yml', rule);
    const { status, stderr } = assay('scan', 'a.py');
    expect(status).toBe(2);
    expect(stderr).toContain('The pack house is not what its author sealed');
    rmSync(join(folder, '.assay/packs/house/pack.sha256'));
    expect(assay('scan', 'a.py').stderr).toContain('The pack house was changed since it was installed');
    expect(assay('pack', 'verify').status).toBe(1);
    rmSync(join(folder, '.assay/packs/house/rules'), { recursive: true });
    expect(assay('pack', 'verify').status).toBe(1);
    assay('pack', 'install', 'house');
    expect(assay('pack', 'verify').status).toBe(0);
    write('.assay/packs/other/pack.toml', 'name = "other"\n');
    expect(assay('scan', 'a.py').stderr).toContain('The pack other was put there and not installed');
  });
});
