/** Fixes on the command line, with the built command in a process of its own. */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { COMMAND } from './command';
import { assay, folder, read, write } from './folder';

/** A rule for Python in ast-grep's dialect. */
const rule = (id: string, pattern: string, fix: string, safety = 'safe') =>
  `id: ${id}\nlanguage: Python\nseverity: error\nmessage: m\nrule: { pattern: '${pattern}' }\nfix: '${fix}'\nmetadata: { fixSafety: ${safety} }\n`;

beforeEach(() => {
  write('rules/f.yml', rule('f', 'f($A)', 'g($A)'));
});

const fix = (...args: string[]) => assay('fix', 'src', ...args);
const own = (...args: string[]) => fix('--no-builtin', '--rules', 'rules', ...args);

interface Answer {
  files: {
    path: string;
    applied: { ruleId: string; line: number }[];
    refused: { ruleId: string; line: number; refusal: string; why: string }[];
  }[];
}

function refusals(stdout: string): string[] {
  const { files } = JSON.parse(stdout) as Answer;
  return files.flatMap(({ refused }) => refused.map(({ ruleId, refusal }) => `${ruleId} ${refusal}`));
}

describe('assay fix', () => {
  it('prints a patch that git apply takes, and changes nothing', () => {
    write('src/a.py', 'f(1)\nx = 1\n\n\n\n\n\n\n\nf(f(2))\n');
    write('src/b c.py', '\ufefff(3)\r\ny = 2');
    const { status, stdout, stderr } = own();
    expect(status).toBe(0);
    expect(stderr).toContain('Would fix 4 findings in 2 files.');
    expect(read('src/a.py')).toContain('f(f(2))');
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: stdout });
    expect(read('src/a.py')).toBe('g(1)\nx = 1\n\n\n\n\n\n\n\ng(g(2))\n');
    expect(read('src/b c.py')).toBe('\ufeffg(3)\r\ny = 2');
  });

  it('writes what the patch says, until nothing is left', () => {
    write('src/a.py', 'f(f(f(1)))\n');
    const { status, stdout, stderr } = own('--write');
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toContain('Fixed 3 findings in 1 file.');
    expect(read('src/a.py')).toBe('g(g(g(1)))\n');
    expect(own('--write').stderr).toContain('Fixed 0 findings in 0 files.');
  });

  it('goes by the project’s own configuration as a scan does, and says so', () => {
    write('src/a.py', 'f(1)\n');
    write('src/old/b.py', 'f(2)\n');
    write('.assay/config.toml', 'ignore = ["src/old/**"]\n');
    const some = own('--write');
    expect(some.stderr).toContain('leaves out files that match 1 pattern');
    expect([read('src/a.py'), read('src/old/b.py')]).toEqual(['g(1)\n', 'f(2)\n']);
    write('.assay/config.toml', '[rules]\n"f" = "off"\n');
    expect(own('--write').stderr).toContain('Fixed 0 findings in 0 files.');
    write('.assay/config.toml', '[rules]\n"g" = "off"\n');
    expect(own().stderr).toContain('unknown rule `g`');
    write('.assay/config.toml', '[rules]\n"f" = "off"\n');
    expect(own('--write', '--no-config').stderr).toContain('Fixed 1 finding in 1 file.');
  });

  it('keeps modes, links, marks, line ends and the end of a file', () => {
    write('src/a.py', '#!/usr/bin/python\nf(1)');
    chmodSync(join(folder, 'src/a.py'), 0o751);
    write('src/crlf.py', '\ufeffif a:\r\n    f(1)\r\n');
    write('rules/f.yml', rule('f', 'f($A)', 'g($A)').replace("fix: 'g($A)'", 'fix: "h(1,\\n  $A)"'));
    write('elsewhere.py', 'f(2)\n');
    symlinkSync('../elsewhere.py', join(folder, 'src/link.py'));
    expect(own('--write').status).toBe(0);
    expect(read('src/a.py')).toBe('#!/usr/bin/python\nh(1,\n  1)');
    expect(statSync(join(folder, 'src/a.py')).mode & 0o777).toBe(0o751);
    expect(read('src/crlf.py')).toBe('\ufeffif a:\r\n    h(1,\r\n      1)\r\n');
    expect(lstatSync(join(folder, 'src/link.py')).isSymbolicLink()).toBe(true);
    expect(read('elsewhere.py')).toBe('f(2)\n');
    expect(readdirSync(join(folder, 'src')).toSorted()).toEqual(['a.py', 'crlf.py', 'link.py']);
  });

  it('follows .editorconfig files, also those above the folder', () => {
    write('.editorconfig', 'root = true\n[*.py]\nindent_style = tab\nindent_size = 2\n');
    write('src/.editorconfig', '[b.py]\nindent_style = space\n');
    write('rules/f.yml', rule('f', 'f($A)', 'g').replace("fix: 'g'", 'fix: "g(\\n  $A)"'));
    write('src/a.py', 'f(1)\n');
    write('src/b.py', 'f(1)\n');
    own('--write');
    expect([read('src/a.py'), read('src/b.py')]).toEqual(['g(\n\t1)\n', 'g(\n  1)\n']);
  });

  it('refuses what breaks the file or changes nothing, says why, and applies the rest', () => {
    write('rules/g.yml', rule('breaks', 'bad($A)', 'g($A'));
    write('rules/h.yml', rule('stays', 'same($$$A)', 'same($$$A, 1)'));
    write('src/a.py', 'f(1)\nbad(2)\nf(3)\nsame(4)\nbad(5)\n');
    const { status, stdout, stderr } = own('--write', '--format', 'json');
    expect(status).toBe(1);
    expect(read('src/a.py')).toBe('g(1)\nbad(2)\ng(3)\nsame(4)\nbad(5)\n');
    expect(refusals(stdout).toSorted()).toEqual(['breaks syntax', 'breaks syntax', 'stays still-found']);
    expect(stderr).toContain('src/a.py:2: breaks was not fixed. The result would have a syntax error.');
  });

  it('applies only what is asked for: rules, and unsafe fixes by their own flag', () => {
    write('rules/u.yml', rule('u', 'u($A)', 'v($A)', 'unsafe'));
    write('src/a.py', 'f(1)\nu(2)\n');
    expect(own().stderr).toContain('1 unsafe fix left out (see --unsafe)');
    expect(own('--write', '--rule', 'u').stderr).toContain('Fixed 0 findings');
    own('--write', '--rule', 'u', '--unsafe');
    expect(read('src/a.py')).toBe('f(1)\nv(2)\n');
    expect(own('--rule', 'none')).toMatchObject({ status: 2 });
    expect(own('--write', '--dry-run')).toMatchObject({ status: 2 });
  });

  it('leaves suppressed findings and files that are not UTF-8 as they are', () => {
    write('src/a.py', 'f(1)  # assay-ignore: f\n');
    write('src/b.py', Buffer.from('f("a")\n', 'utf16le'));
    write('src/c.py', Buffer.from([...Buffer.from('f("'), 0xe9, ...Buffer.from('")\n')]));
    const { status, stdout } = own('--write', '--format', 'json');
    expect(status).toBe(1);
    expect(refusals(stdout)).toEqual(['f encoding', 'f encoding']);
    expect(read('src/a.py')).toContain('f(1)');
    expect(readFileSync(join(folder, 'src/b.py')).length).toBe(14);
  });

  it('brings imports along, once', () => {
    write('src/a.py', 'from datetime import datetime\n\na = datetime.utcnow()\nb = datetime.utcnow()\n');
    expect(fix('--write', '--unsafe').status).toBe(0);
    expect(read('src/a.py')).toBe(
      'from datetime import datetime\nfrom datetime import timezone\n\na = datetime.now(timezone.utc)\nb = datetime.now(timezone.utc)\n',
    );
  });

  it('rewrites code of a form that is given', () => {
    write('src/a.py', 'call(1, "a")\nother(call(2))\n');
    write('src/b.js', 'call(1)\n');
    const of = (...args: string[]) => fix('--pattern', 'call($$$A)', '--rewrite', 'call($$$A, ctx)', ...args);
    expect(of('--lang', 'python', '--write').status).toBe(0);
    expect(read('src/a.py')).toBe('call(1, "a", ctx)\nother(call(2, ctx))\n');
    write('src/a.py', 'call()\ncall(1)\n');
    expect(of('--lang', 'python', '--write').status).toBe(0);
    expect(read('src/a.py')).toBe('call(ctx)\ncall(1, ctx)\n');
    expect(read('src/b.js')).toBe('call(1)\n');
    expect(of()).toMatchObject({ status: 2 });
    expect(of('--lang', 'klingon')).toMatchObject({ status: 2 });
    write('src/a.py', 'call(1, key=2)\n');
    expect(
      fix('--pattern', 'call(..., key=$K)', '--rewrite', 'put($K)', '--lang', 'python', '--write').status,
    ).toBe(0);
    expect(read('src/a.py')).toBe('put(2)\n');
    expect(fix('--pattern', 'call($A)', '--rewrite', 'call($B)', '--lang', 'python')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('The replacement has $B, which stands for nothing in the pattern.'),
    });
  });

  it('leaves each file old or new when it is killed, and goes on the next time', async () => {
    const old = `${'x = 1\n'.repeat(2_000)}f(1)\n`;
    const paths = Array.from({ length: 20 }, (_, number) => `src/${number}.py`);
    for (const path of paths) write(path, old);
    const args = [...COMMAND, 'fix', 'src', '--no-builtin', '--rules', 'rules', '--write'];
    const fixed = old.replace('f(', 'g(');
    for (let kills = 1; kills <= 2; kills++) {
      const before = paths.filter((path) => read(path) === fixed).length;
      const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      while (child.exitCode === null && paths.filter((path) => read(path) === fixed).length === before) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      child.kill('SIGKILL');
      await ended;
      expect(paths.every((path) => [old, fixed].includes(read(path)))).toBe(true);
    }
    expect(own('--write').status).toBe(0);
    expect(paths.every((path) => read(path) === fixed)).toBe(true);
  });
});
