/** Renaming on the command line, with the built command in a process of its own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Renaming } from '../../workers/protocol';
import { COMMAND } from './command';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-rename-'));
  write('src/tools.py', 'def run(x):\n    """run it"""\n    return x\n');
  write('main.py', 'from src.tools import run\r\nrun(1)  # run\r\nother.run()\r\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

function rename(...args: string[]) {
  const all = [...COMMAND, 'rename', '.', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('assay rename', () => {
  it('prints a patch that git apply takes, changes nothing, and says what it leaves out', () => {
    const { status, stdout, stderr } = rename('src/tools.py:1:5', 'start');
    expect(stderr).toBe(
      [
        'assay: Would rename function run to start in 3 places of 2 files.',
        'assay: Left out: 1 place that may or may not refer to it (see --candidates).',
        'assay: Left out: 2 places in comments and strings (see --texts).\n',
      ].join('\n'),
    );
    expect(status).toBe(0);
    expect(read('main.py')).toContain('import run');
    writeFileSync(join(folder, 'patch'), stdout);
    expect(spawnSync('git', ['apply', 'patch'], { cwd: folder }).status).toBe(0);
    expect(read('main.py')).toBe('from src.tools import start\r\nstart(1)  # run\r\nother.run()\r\n');
    expect(read('src/tools.py')).toBe('def start(x):\n    """run it"""\n    return x\n');
  });

  it('writes all places that it is told to, from any of them', () => {
    const { status, stdout } = rename('main.py:2:1', 'start', '--write', '--candidates', '--texts');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(read('main.py')).toBe('from src.tools import start\r\nstart(1)  # start\r\nother.start()\r\n');
    expect(read('src/tools.py')).toContain('"""start it"""');
  });

  it('changes nothing where the code would mean something else, unless it is forced to', () => {
    write('main.py', 'from src.tools import run\ndef f(start):\n    return run(start)\n');
    const refused = rename('src/tools.py:1:5', 'start', '--write');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('main.py:3:12: start means something else here already.');
    expect(read('src/tools.py')).toContain('def run');
    const forced = rename('src/tools.py:1:5', 'start', '--write', '--force');
    expect(forced.status).toBe(0);
    expect(read('src/tools.py')).toContain('def start');
  });

  it('refuses a keyword, since the files are parsed again', () => {
    const { status, stderr } = rename('src/tools.py:1:5', 'class', '--write');
    expect(status).toBe(1);
    expect(stderr).toContain('The result would have a syntax error.');
    expect(read('src/tools.py') + read('main.py')).not.toContain('class');
  });

  it('tells every place as JSON', () => {
    const { stdout } = rename('src/tools.py:1:5', 'start', '--format', 'json');
    const { name, kind, files } = JSON.parse(stdout) as Renaming;
    expect({ name, kind }).toEqual({ name: 'run', kind: 'function' });
    const counts = files.map(({ path, certain, candidates, texts }) => [
      path,
      ...[certain, candidates, texts].map((edits) => edits.length),
    ]);
    expect(counts).toEqual([
      ['main.py', 2, 1, 1],
      ['src/tools.py', 1, 0, 1],
    ]);
  });

  it('says why something cannot be renamed', () => {
    const unknown = rename('main.py:3:7', 'start');
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('It is not known what this name refers to');
    const noName = rename('src/tools.py:1:5', 'two words');
    expect(noName.stderr).toContain('The new name is not a name in this language.');
    const noPlace = rename('nowhere.py:1:1', 'start');
    expect(noPlace.stderr).toContain('There is no name at this place.');
  });
});
