/** `assay test`: cases of ours, annotated tests of Semgrep, test files and snapshots of ast-grep. */
import { expect, it } from 'vitest';
import { assay, write } from './folder';

const fence = '```';
const RULE =
  'rules:\n- id: no-run\n  languages: [python]\n  severity: WARNING\n  message: m\n  pattern: run($X)\n  fix: walk($X)\n';

it('runs cases beside a rule, and says which are wrong in one of four words', () => {
  write('rules/no-run.yml', RULE);
  write(
    'rules/no-run.cases.md',
    `${fence}python invalid\nrun(1) # finds: no-run\nstop(1)\n${fence}\n${fence}python fixed\nwalk(1)\nstop(1)\n${fence}\n${fence}python valid\nstop(1)\n${fence}\n`,
  );
  expect(assay('test', 'rules')).toMatchObject({ status: 0, stdout: expect.stringContaining('2 passed\n') });
  write(
    'rules/no-run.cases.md',
    `${fence}python valid\nrun(1)\n${fence}\n${fence}python invalid\nx\n${fence}\n`,
  );
  const { status, stdout } = assay('test', 'rules');
  expect(status).toBe(1);
  expect(stdout).toContain('rules/no-run.cases.md:2  noisy  no-run  Found in line 1.');
  expect(stdout).toContain('rules/no-run.cases.md:5  missing  no-run  Nothing was found.');
  expect(stdout).toContain('0 passed, 2 failed');
});

it('runs code with Semgrep’s annotations, and the code after its fixes', () => {
  write('no-run.yaml', RULE);
  write('no-run.py', '# ruleid: no-run\nrun(1)\n\n# ok: no-run\nwalk(1)\n# todoruleid: no-run\nr = run\n');
  write(
    'no-run.fixed.py',
    '# ruleid: no-run\nwalk(1)\n\n# ok: no-run\nwalk(1)\n# todoruleid: no-run\nr = run\n',
  );
  expect(assay('test').stdout).toContain('3 passed\n');
  write('no-run.py', '# ok: no-run\nrun(1)\n# ruleid: no-run\nwalk(1)\nrun(2)\n');
  const { status, stdout } = assay('test', 'no-run.yaml', '--format', 'json');
  expect(status).toBe(1);
  const { tests } = JSON.parse(stdout);
  expect(tests[0].cases.map(({ where, verdict }: Record<string, string>) => [where, verdict])).toEqual([
    ['no-run.py:2', 'noisy'],
    ['no-run.py:4', 'missing'],
    ['no-run.py:5', 'noisy'],
    ['no-run.py', 'missing'],
  ]);
});

it('runs test files of ast-grep, and compares with their snapshots', () => {
  write(
    'rules/no-run.yml',
    'id: no-run\nlanguage: Python\nseverity: warning\nmessage: m\nrule: {pattern: run($X)}\nfix: walk($X)\n',
  );
  write('tests/no-run-test.yml', 'id: no-run\nvalid:\n- walk(1)\ninvalid:\n- run(1)\n');
  const snapshot = (source: string) =>
    `id: no-run\nsnapshots:\n  run(1):\n    fixed: walk(1)\n    labels:\n    - source: ${source}\n      style: primary\n      start: 0\n      end: 6\n`;
  write('tests/__snapshots__/no-run-snapshot.yml', snapshot('run(1)'));
  expect(assay('test')).toMatchObject({ status: 0, stdout: expect.stringContaining('2 passed\n') });
  write('tests/__snapshots__/no-run-snapshot.yml', snapshot('other'));
  expect(assay('test').stdout).toContain('The match is `run(1)`, in the snapshot `other`.');
  expect(assay('test', '--skip-snapshots').status).toBe(0);
  write('tests/no-run-test.yml', 'id: absent\nvalid:\n- walk(1)\n');
  expect(assay('test').stdout).toContain('There is no rule `absent` here.');
});

it('ends with 2 where there is nothing to test, or a rule cannot be read', () => {
  write('a.txt', '');
  expect(assay('test')).toMatchObject({ status: 2, stderr: expect.stringContaining('no cases') });
  write(
    'bad.yml',
    'rules:\n- id: bad\n  languages: [python]\n  severity: WARNING\n  message: m\n  pattern: "f("\n',
  );
  write('bad.py', '# ruleid: bad\nf()\n');
  expect(assay('test')).toMatchObject({ status: 2, stdout: expect.stringContaining('bad.yml:6') });
});

it('never passes what was not run, and passes over YAML that is no rule', () => {
  write('no-run.yaml', RULE);
  write('no-run.py', '# ruleid: no-rnu\nwalk(1)\n');
  const misspelt = assay('test', 'no-run.yaml');
  expect(misspelt.stdout).toContain('no-run.py:2  missing  no-rnu  There is no rule `no-rnu` here.');
  expect(misspelt.status).toBe(1);
  write('no-run.py', '# todoruleid: no-run\nwalk(1)\n');
  expect(assay('test', 'no-run.yaml')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('No case'),
  });
  write('no-run.py', '# ruleid: no-run\nrun(1)\n# ok: other\nrun(2) # nosemgrep\n');
  // The other rule stands in another file of this name.
  write('no-run.yml', RULE.replace('no-run', 'other').replace('run($X)', 'hop($X)'));
  write('.gitlab-ci.yml', `base: &base {a: 1}\nall:\n${'- *base\n'.repeat(300)}`);
  const { status, stdout } = assay('test');
  expect([status, stdout]).toEqual([0, expect.stringContaining('2 passed\n')]);
});
