/**
 * The command over files that cannot be read, names that lie, and outputs that take nothing more: each is told, none is
 * passed over, and nothing that a project or an archive says reaches the terminal as it is.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { zipOf } from '../../workers/intake/testing-archives';
import { COMMAND } from './command';
import { assay, environment, folder, write } from './folder';

const FINDING = 'def f(x=[]):\n    x.append(1)\n    return x\n';

/** Runs the command in a shell, where `$ASSAY` stands for it. */
function shell(script: string) {
  const env = { ...environment, ASSAY: `"${[process.execPath, ...COMMAND].join('" "')}"` };
  return spawnSync('bash', ['-c', script.replaceAll('$ASSAY', env.ASSAY)], {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
}

describe('files', () => {
  it('that are pipes or loops are named and never opened', () => {
    write('a.py', FINDING);
    execFileSync('mkfifo', [join(folder, 'pipe.py')]);
    symlinkSync('.', join(folder, 'loop'));
    const whole = assay('scan', '.');
    expect(whole.stdout).toContain('a.py:1:');
    expect(whole.stdout).toContain('2 left out:');
    expect(whole.stdout).toContain('  pipe.py: a pipe');
    expect(whole.stdout).toContain('  loop: a link to ., which contains it (a loop)');
    const named = assay('scan', 'pipe.py');
    expect(named.stdout).toContain('pipe.py: a pipe');
    expect(named.stderr).not.toContain('internal error');
  });

  it('that cannot be read are named with the reason', () => {
    write('a.py', FINDING);
    // No program can open what its name does not say.
    execFileSync('bash', ['-c', "printf x > $'bad\\xff.py'"], { cwd: folder });
    const { stdout } = assay('scan', '.');
    expect(stdout).toContain('a.py:1:');
    expect(stdout).toContain('bad\ufffd.py: no such file or directory');
  });

  it('are named without what would steer the terminal, and exactly in exports', () => {
    const names = [
      '\u001b[2J\u001b[31mred.py',
      'two\nlines.py',
      'evil\u202egpj.py',
      'zero\u200bwidth.py',
      '\u009b31m.py',
      'tag\u{e0041}ged.py',
    ];
    for (const name of names) write(name, FINDING);
    const { stdout, stderr } = assay('scan', '.');
    expect(`${stdout}${stderr}`.replaceAll('\n', '')).not.toMatch(/[\p{Cf}\p{Cc}]/u);
    expect(stdout).toContain('\\u{1b}[2J\\u{1b}[31mred.py:1:');
    expect(stdout).toContain('two\\u{a}lines.py:1:');
    expect(stdout).toContain('evil\\u{202e}gpj.py:1:');
    const reports = ['json', 'sarif'].map((format) => assay('scan', '.', '--stats', '--format', format));
    for (const report of reports) {
      expect(`${report.stdout}${report.stderr}`.replaceAll('\n', '')).not.toMatch(/[\p{Cf}\p{Cc}]/u);
    }
    const { findings } = JSON.parse(reports[0]?.stdout ?? '');
    expect(findings.map((one: { path: string }) => one.path).sort()).toEqual([...names].sort());
    const missing = assay('scan', 'no\u001b[31m');
    expect(missing.stderr).toBe('assay: No such file or folder: no\\u{1b}[31m\n');
  });
});

describe('archives', () => {
  it('that are named are opened, and their code is shown', () => {
    write(
      'x.zip',
      zipOf([
        { name: 'top/a.py', text: FINDING },
        { name: 'top/b.py', text: 'x', both: { flags: 1 } },
      ]),
    );
    const { stdout } = assay('scan', 'x.zip');
    expect(stdout).toContain('x.zip/a.py:1:');
    expect(stdout).toContain('def f(x=[]):');
    expect(stdout).toContain('x.zip/b.py: it needs a password');
  });

  it('that are none are an error', () => {
    write('x.zip', zipOf([]).subarray(0, 10));
    write('x.xz', new Uint8Array([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]));
    const { stderr, status } = assay('scan', 'x.xz');
    expect(stderr).toContain('Archives in xz format are not supported.');
    expect(status).not.toBe(0);
  });
});

describe('output', () => {
  beforeEach(() => {
    for (let at = 0; at < 300; at++) write(`src/f${at}.py`, FINDING);
  });

  /** A limit on the size of files cuts a write short, as a disk does that gets full. */
  const LIMIT = "trap '' XFSZ; ulimit -f 8; ";

  it.each([
    ['text', ''],
    ['json', ''],
    ['sarif', ''],
  ])('of %s that does not fit leaves no report, and an error', (format) => {
    write('out', 'the old report');
    const { status, stderr } = shell(`${LIMIT}$ASSAY scan src --format ${format} --output out`);
    expect(status).toBe(3);
    expect(stderr).toContain('Could not write the report to out: file too large.');
    expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('the old report');
    expect(readdirSync(folder).sort()).toEqual(['out', 'src']);
  });

  it('to a full device or a file that is full is an error', () => {
    for (const target of ['--output /dev/full', '> /dev/full']) {
      const { status, stderr } = shell(`$ASSAY scan src ${target}`);
      expect(status).toBe(3);
      expect(stderr).toContain('no space left on device');
    }
    const { status, stderr } = shell(`${LIMIT}$ASSAY scan src > out`);
    expect(status).toBe(3);
    expect(stderr).toContain('file too large');
  });

  it('to a pipe that is closed is an error', async () => {
    const child = spawn(process.execPath, [...COMMAND, 'scan', 'src', '--format', 'sarif'], {
      cwd: folder,
      env: environment,
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(status).toBe(3);
    expect(stderr).toContain('The output was closed before everything was written.');
  });

  it('to a pipe is written to its end', () => {
    const { stdout } = shell(`$ASSAY scan src --format json --output /dev/stdout | cat`);
    expect(JSON.parse(stdout).findings.length).toBeGreaterThanOrEqual(300);
  });

  it('through a link replaces what it leads to', () => {
    write('real.json', '{}');
    symlinkSync('real.json', join(folder, 'out.json'));
    assay('scan', 'src', '--format', 'json', '--output', 'out.json');
    expect(JSON.parse(readFileSync(join(folder, 'real.json'), 'utf8')).findings.length).toBeGreaterThan(0);
  });

  it('of a cache that does not fit leaves none, and the scan goes on', () => {
    const { status, stdout, stderr } = shell(`${LIMIT}$ASSAY scan src --cache cache | tail -1`);
    expect(status).toBe(0);
    expect(stdout).toContain('findings');
    expect(stderr).toContain('cannot write the cache');
    expect(readdirSync(join(folder, 'cache'))).toEqual([]);
  });
});
