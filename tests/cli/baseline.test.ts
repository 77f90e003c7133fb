/** A scan compared with an earlier one, by the built command. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sarifErrors } from '../../src/share/testing-sarif';
import { assay, folder, write } from './folder';

const BASELINE = '.assay/baseline.json';

beforeEach(() => {
  write(
    'rules/eval.yml',
    'id: no-eval\nlanguage: JavaScript\nseverity: error\nmessage: No eval\nrule: { pattern: eval($A) }\n',
  );
  write('src/a.js', 'function f() {\n  eval(one);\n}\neval(two);\n');
  write('src/b.js', 'eval(three);\n');
  write('.assay/.keep', '');
});

const scan = (...args: string[]) => assay('scan', 'src', '--no-builtin', '--rules', 'rules', ...args);
const compared = (...args: string[]) => scan('--baseline', BASELINE, '--fail-on', 'low', ...args);

describe('a baseline', () => {
  it('leaves what it has out of the list and of the exit code', () => {
    expect(scan('--write-baseline', BASELINE, '--fail-on', 'low').status).toBe(1);
    const { status, stdout } = compared();
    expect(stdout).toBe('0 new findings, 3 in the baseline in 2 files.\n');
    expect(status).toBe(0);
  });

  it('knows findings again whose lines, names and files have changed, and names what is new and what is gone', () => {
    scan('--write-baseline', BASELINE);
    write('src/a.js', '// A new head.\n\nfunction f() {\n    eval( one );\n}\n');
    write('src/c.js', 'eval(four);\n');
    mkdirSync(join(folder, 'src/lib'));
    renameSync(join(folder, 'src/b.js'), join(folder, 'src/lib/b.js'));
    const { status, stdout } = compared();
    expect(stdout).toContain('src/c.js:1:1 high no-eval');
    expect(stdout).toContain('1 gone since the baseline:\n  src/a.js:4 no-eval\n');
    expect(stdout).toContain('1 new finding (1 high), 2 in the baseline, 1 of them moved in 3 files.');
    expect(status).toBe(1);
  });

  it('marks findings in JSON and SARIF and drops none', () => {
    scan('--write-baseline', BASELINE);
    write('src/b.js', '');
    write('src/c.js', 'const c = 1;\neval(four);\n');
    const json = JSON.parse(compared('--format', 'json').stdout);
    expect(json.findings.map((one: { baseline: string }) => one.baseline)).toEqual(['known', 'known', 'new']);
    expect(json.gone).toEqual([{ ruleId: 'no-eval', path: 'src/b.js', line: 1 }]);
    const sarif = JSON.parse(compared('--format', 'sarif').stdout);
    const states = sarif.runs[0].results.map((one: { baselineState: string }) => one.baselineState);
    expect(states).toEqual(['unchanged', 'unchanged', 'new']);
    expect(sarifErrors(sarif)).toEqual([]);
  });

  it.each(['json', 'sarif'])('may be the %s of an earlier scan', (format) => {
    scan('--format', format, '--output', 'earlier');
    write('src/b.js', 'eval(three);\neval(four);\n');
    const { stdout } = scan('--baseline', 'earlier');
    expect(stdout).toContain('src/b.js:2:1 high no-eval');
    expect(stdout).toContain('1 new finding (1 high), 3 in the baseline in 2 files.');
  });

  it('says nothing is gone of files that were not scanned, and keeps them when it is written anew', () => {
    scan('--write-baseline', BASELINE);
    write('src/a.js', '');
    const { stdout } = compared('--exclude', 'b.js', '--write-baseline', BASELINE);
    expect(stdout).toContain('2 gone since the baseline');
    expect(stdout).toContain('0 new findings, 0 in the baseline, 1 not checked in 1 file');
    expect(compared().stdout).toContain('0 new findings, 1 in the baseline in 2 files');
  });

  it('is refused with a reason where it cannot be read', () => {
    write(BASELINE, '{"format":"assay-baseline","version":1,"findings":[\n<<<<<<< ours\nnull]}\n');
    const conflict = compared();
    expect(conflict.stderr).toContain(
      'The baseline cannot be read.\n  It has the marks of a merge conflict.',
    );
    expect(conflict.status).toBe(2);
    expect(scan('--baseline', 'nowhere.json').stderr).toContain('Write one with --write-baseline.');
    write(BASELINE, '{"format":"assay-baseline","version":9,"findings":[null]}');
    expect(compared().stderr).toContain('a newer version of Assay');
  });

  it('is merged by git, also where two branches add findings at the same place', () => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
    const commit = (name: string) => {
      git('add', '-A');
      git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', name);
    };
    scan('--write-baseline', BASELINE);
    git('init', '-q', '-b', 'main');
    commit('base');
    git('checkout', '-qb', 'other');
    write('src/c.js', 'eval(c);\n');
    scan('--write-baseline', BASELINE);
    commit('c');
    git('checkout', '-q', 'main');
    write('src/d.js', 'eval(d);\n');
    write('src/a.js', 'eval(two);\n');
    scan('--write-baseline', BASELINE);
    commit('d');
    git('-c', 'user.name=a', '-c', 'user.email=a@b', 'merge', '-q', 'other');
    expect(readFileSync(join(folder, BASELINE), 'utf8')).not.toContain('<<<<');
    expect(compared().stdout).toContain('0 new findings, 4 in the baseline in 4 files');
  });
});
