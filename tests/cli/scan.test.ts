/** The command as a person or a build server uses it: the built one, in a process of its own. */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sarifErrors } from '../../src/share/testing-sarif';
import { assay, folder, write } from './folder';

const RULE = `id: no-eval
language: JavaScript
severity: error
message: Do not call eval on $A
rule: { pattern: eval($A) }
fix: run($A)
`;

beforeEach(() => {
  write('rules/eval.yml', RULE);
  write('src/a.js', 'const é = "😀"; eval(x);\n');
  write('src/b b#1.js', 'eval(y)\n// ast-grep-ignore\neval(z)\n');
  write('src/clean.js', 'run(x)\n');
  write('node_modules/lib/index.js', 'eval(w)\n');
  write('.gitignore', 'ignored/\n');
  write('ignored/i.js', 'eval(v)\n');
});

const scan = (...args: string[]) => assay('scan', 'src', '--no-builtin', '--rules', 'rules', ...args);

function stats(stderr: string) {
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
}

describe('assay scan', () => {
  it('prints findings with their place and code', () => {
    const { status, stdout } = scan();
    expect(status).toBe(0);
    expect(stdout).toContain('src/a.js:1:17 high no-eval Do not call eval on x');
    expect(stdout).toContain('^^^^^^^');
    expect(stdout).toContain('2 findings (2 high), 1 suppressed in 3 files');
  });

  it('gives JSON with positions in all units, metavariables, fix and identity', () => {
    const log = JSON.parse(scan('--format', 'json').stdout);
    expect(log.suppressed).toHaveLength(1);
    expect(log.findings[0]).toMatchObject({
      ruleId: 'no-eval',
      severity: 'high',
      message: 'Do not call eval on x',
      path: 'src/a.js',
      start: { line: 1, col: 17, offset: 19 },
      end: { line: 1, col: 24, offset: 26 },
      metavars: { A: { text: 'x' } },
      fix: { start: { offset: 19 }, end: { offset: 26 }, text: 'run(x)' },
      identity: expect.stringMatching(/^[0-9a-f]{16}-[0-9a-f]{8}-0$/),
      status: { kind: 'open' },
      origin: 'file',
    });
  });

  it('keeps identities when lines are inserted above', () => {
    const prints = () =>
      JSON.parse(scan('--format', 'json').stdout).findings.map((one: { identity: string }) => one.identity);
    const before = prints();
    write('src/a.js', `// new\n\n${readFileSync(join(folder, 'src/a.js'), 'utf8')}`);
    expect(prints()).toEqual(before);
  });

  it('says why a finding is not sure', () => {
    write('list.py', 'import os\nfrom shop import of\nos.system("ls " + of(os.environ["FOLDER"]))\n');
    const ours = (...args: string[]) => assay('scan', 'list.py', '--threat-models', 'local', ...args).stdout;
    const why = 'the value passes through `of()`, whose code is not in this file';
    expect(ours()).toContain(`\n  Confidence is low because ${why.replaceAll('`', '')}.\n`);
    const whyUnsure = `Confidence is low because ${why}.`;
    const json = JSON.parse(ours('--format', 'json'));
    expect(json.findings[0]).toMatchObject({ confidence: 'low', whyUnsure });
    ours('--format', 'sarif', '--output', 'out.sarif');
    const sarif = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8'));
    const [result] = sarif.runs[0].results;
    expect(result.properties).toMatchObject({ confidence: 'low', whyUnsure });
    expect(JSON.stringify(result.codeFlows)).toContain(`is a guess (${why}).`);
  });

  it('gives SARIF that its schema accepts', () => {
    expect(scan('--format', 'sarif', '--output', 'out.sarif').status).toBe(0);
    const log = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8'));
    expect(sarifErrors(log)).toEqual([]);
    const uris = log.runs[0].results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toEqual(['src/a.js', 'src/b%20b%231.js', 'src/b%20b%231.js']);
    expect(log.runs[0].results[2].suppressions[0].kind).toBe('inSource');
  });

  it('walks as told', () => {
    const paths = (...args: string[]) => {
      const command = ['scan', '.', '--no-builtin', '--rules', 'rules', '--format', 'json', ...args];
      const { findings } = JSON.parse(assay(...command).stdout);
      return [...new Set(findings.map((one: { path: string }) => one.path))];
    };
    expect(paths()).toEqual(['src/a.js', 'src/b b#1.js']);
    expect(paths('--exclude', 'b*')).toEqual(['src/a.js']);
    expect(paths('--include', '**/a.js')).toEqual(['src/a.js']);
    expect(paths('--no-ignore')).toEqual([
      'ignored/i.js',
      'node_modules/lib/index.js',
      'src/a.js',
      'src/b b#1.js',
    ]);
    expect(paths('--max-file-size', '10')).toEqual([]);
  });

  it('exits by severity', () => {
    expect(scan('--fail-on', 'critical').status).toBe(0);
    expect(scan('--fail-on', 'high').status).toBe(1);
    expect(scan('--fail-on', 'info').status).toBe(1);
  });

  it.each([
    [['scan'], 'Nothing to scan'],
    [['scan', 'nowhere'], 'nowhere'],
    [['scan', 'src', '--format', 'xml'], '--format'],
    [['scan', 'src', '--wrong'], '--wrong'],
    [['scan', 'src', '--jobs', '0'], '--jobs'],
    [['scan', 'src', '--rules', 'nothing.yml'], 'nothing.yml'],
    [['scan', 'src', '--no-builtin'], 'No rules to run'],
    [['fly'], 'fly'],
  ])('refuses %j and says why', (args, reason) => {
    const { status, stderr } = assay(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('    at ');
  });

  it('names a bad rule with its place, runs the others, and exits with 2', () => {
    write('rules/bad.yml', 'id: bad\nlanguage: JavaScript\nrule: { patern: x }\n');
    const { status, stdout, stderr } = scan();
    expect(status).toBe(2);
    expect(stderr).toMatch(/bad\.yml:3/);
    expect(stdout).toContain('no-eval');
  });

  it('parses nothing again with a cache, and sees what changes', () => {
    const cached = () => {
      const { stdout, stderr } = scan('--cache', 'cache', '--stats', '--format', 'json');
      return { ...stats(stderr), ids: JSON.parse(stdout).findings.length };
    };
    expect(cached()).toMatchObject({ unchanged: 0, ids: 2 });
    expect(cached()).toMatchObject({ unchanged: 3, parsed: 0, ids: 2 });
    appendFileSync(join(folder, 'src/clean.js'), 'eval(new_one)\n');
    expect(cached()).toMatchObject({ unchanged: 2, parsed: 1, ids: 3 });
    write('rules/eval.yml', RULE.replace('error', 'warning'));
    expect(cached()).toMatchObject({ unchanged: 0, ids: 3 });
  });

  it('follows data from the sources of the chosen threat models, which are part of the cache key', () => {
    write(
      'src/run.py',
      'import os\nimport sys\nos.system("ls " + sys.argv[1])\nos.system(os.environ["A"])\n',
    );
    const found = (...models: string[]) => {
      const { stdout } = assay('scan', 'src/run.py', '--cache', 'cache', '--format', 'json', ...models);
      const { findings } = JSON.parse(stdout) as { findings: { ruleId: string; threat?: string }[] };
      return findings
        .filter(({ ruleId }) => ruleId === 'python/command-injection')
        .map(({ threat }) => threat);
    };
    expect(found()).toEqual([]);
    expect(found('--threat-models', 'remote,local')).toEqual(['commandargs', 'environment']);
    expect(found('--threat-models', 'environment')).toEqual(['environment']);
    expect(found()).toEqual([]);
    const { status, stderr } = assay('scan', 'src', '--threat-models', 'remote,moon');
    expect(status).toBe(2);
    expect(stderr).toContain('--threat-models is one of remote, commandargs');
  });

  it('says which rules took the time, on how many files', () => {
    write('rules/never.yml', RULE.replace('no-eval', 'never').replaceAll('eval', 'nowhere_to_be_found'));
    const { rules } = stats(scan('--stats').stderr);
    expect(rules).toEqual([{ id: 'no-eval', ms: expect.any(Number), files: 2, findings: 2 }]);
    expect(rules[0].ms).toBeGreaterThanOrEqual(0);
  });

  it('leaves a damaged cache aside', () => {
    scan('--cache', 'cache');
    const [name = ''] = readdirSync(join(folder, 'cache'));
    const file = join(folder, 'cache', name);
    const bytes = readFileSync(file);
    bytes.writeUInt8(255 - bytes.readUInt8(bytes.length - 20), bytes.length - 20);
    writeFileSync(file, bytes);
    const { status, stdout, stderr } = scan('--cache', 'cache');
    expect(status).toBe(0);
    expect(stderr).toContain('damaged');
    expect(stdout).toContain('2 findings');
    expect(readdirSync(join(folder, 'cache'))).toEqual([name]);
  });

  it('finds the same without the prefilter', () => {
    expect(scan('--format', 'json', '--no-prefilter').stdout).toBe(scan('--format', 'json').stdout);
  });
});

describe('assay batch', () => {
  it('answers every case in order, bad ones too', () => {
    const cases = [
      { id: 'one', rules: 'rules/eval.yml', target: 'src/a.js' },
      { id: 'two', rules: 'missing.yml', target: 'src/a.js' },
      { id: 'three', rules: 'rules/eval.yml', target: 'src/noext', language: 'javascript' },
      { id: 'four', rules: 'rules/eval.yml', target: 'src/a.js', language: 'klingon' },
    ];
    write('src/noext', 'eval(a); eval(b)\n');
    write('cases.jsonl', `${cases.map((one) => JSON.stringify(one)).join('\n')}\nnot json\n`);
    const { status, stdout } = assay('batch', 'cases.jsonl');
    expect(status).toBe(0);
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id }) => id)).toEqual(['one', 'two', 'three', 'four', '']);
    expect(answers[0]).toEqual({
      id: 'one',
      matches: [
        {
          ruleId: 'no-eval',
          startLine: 1,
          startCol: 17,
          endLine: 1,
          endCol: 24,
          startByte: 19,
          endByte: 26,
          message: 'Do not call eval on x',
          fix: { start: 19, end: 26, text: 'run(x)' },
        },
      ],
      fixed: 'const é = "😀"; run(x);\n',
      errors: [],
    });
    expect(answers[2].fixed).toBe('run(a); run(b)\n');
    for (const at of [1, 3, 4])
      expect(answers[at]).toMatchObject({ matches: [], errors: [expect.any(String)] });
  });
});

describe('what a scan leaves out', () => {
  it('says first what was not checked completely, in every format, and does not exit with 0', () => {
    const rule = { id: 'calls', languages: ['js'], severity: 'INFO', message: 'no', pattern: 'called(...)' };
    write('rules/calls.yml', JSON.stringify({ rules: [rule] }));
    write('src/deep.js', `let a = ${'[\n'.repeat(600)}called()${'\n]'.repeat(600)};\n`);
    const sentence = /^Partial results: 3 of 4 files were checked\. 1 file was nested too deeply/;
    const text = scan();
    expect(text.status).toBe(4);
    expect(text.stdout).toMatch(sentence);
    const asJson = scan('--format', 'json');
    expect(asJson.status).toBe(4);
    expect(asJson.stderr).toContain('assay: Partial results: 3 of 4 files were checked.');
    expect(JSON.parse(asJson.stdout).completeness).toMatchObject({ state: 'partial', done: 3, total: 4 });
    const [invocation] = JSON.parse(scan('--format', 'sarif').stdout).runs[0].invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(scan('--fail-on', 'high').status).toBe(1);
  });

  it('exits with 4 where the folder is empty', () => {
    mkdirSync(join(folder, 'nothing'));
    const { status, stderr, stdout } = assay('scan', 'nothing');
    expect(status).toBe(4);
    expect(stderr).toContain('nothing is empty.');
    expect(stdout).toBe('');
  });
});
