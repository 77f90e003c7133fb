/** Moving files on the command line, with the built command in a process of its own. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Moving } from '../../workers/protocol';
import { COMMAND } from './command';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-move-'));
  write(
    'src/shape.ts',
    "import { round } from './round';\nexport const area = (x: number) => round(x * x);\n",
  );
  write('src/round.ts', 'export const round = (x: number) => Math.round(x);\n');
  write('src/app.ts', "import { area } from './shape';\r\nconsole.log(area(2), './shape');\r\n");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

function move(...args: string[]) {
  const all = [...COMMAND, 'move', '.', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('assay move', () => {
  it('prints a patch that git apply takes, changes nothing, and says what it leaves out', () => {
    const { status, stdout, stderr } = move('src/shape.ts', 'src/geo/shape.ts');
    expect(stderr).toBe(
      [
        'assay: Would move src/shape.ts to src/geo/shape.ts, with 2 places of 2 files.',
        'assay: Left out: 1 place that may or may not refer to it (see --candidates).\n',
      ].join('\n'),
    );
    expect(status).toBe(0);
    expect(existsSync(join(folder, 'src/geo'))).toBe(false);
    writeFileSync(join(folder, 'patch'), stdout);
    expect(spawnSync('git', ['apply', 'patch'], { cwd: folder }).status).toBe(0);
    expect(existsSync(join(folder, 'src/shape.ts'))).toBe(false);
    expect(read('src/geo/shape.ts')).toMatch(/^import \{ round \} from '\.\.\/round';\n/);
    expect(read('src/app.ts')).toBe(
      "import { area } from './geo/shape';\r\nconsole.log(area(2), './shape');\r\n",
    );
  });

  it('writes the file at its new path and all that follows', () => {
    const { status, stdout } = move('src/shape.ts', 'geo.ts', '--write', '--candidates');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(existsSync(join(folder, 'src/shape.ts'))).toBe(false);
    expect(read('geo.ts')).toContain("from './src/round';");
    expect(read('src/app.ts')).toBe("import { area } from '../geo';\r\nconsole.log(area(2), '../geo');\r\n");
  });

  it('moves a folder with all that is in it', () => {
    write('src/picture.png', '\x89PNG\0');
    write('src/node_modules/lib/index.js', 'module.exports = 1;\n');
    symlinkSync('node_modules/lib', join(folder, 'src/link'));
    symlinkSync('nowhere', join(folder, 'src/dangling'));
    write('app.js', "import { area } from './src/shape';\n");
    const { status, stderr } = move('src/', 'lib/geo', '--write');
    expect(stderr).toBe('assay: Moved src to lib/geo, with 1 place of 1 file.\n');
    expect(status).toBe(0);
    expect(existsSync(join(folder, 'src'))).toBe(false);
    expect(read('lib/geo/picture.png')).toBe('\x89PNG\0');
    expect(read('lib/geo/link/index.js')).toBe('module.exports = 1;\n');
    expect(readlinkSync(join(folder, 'lib/geo/dangling'))).toBe('nowhere');
    expect(read('lib/geo/shape.ts')).toContain("from './round';");
    expect(read('app.js')).toBe("import { area } from './lib/geo/shape';\n");
    expect(move('lib', 'lib/geo/x')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('A folder cannot be moved into itself.'),
    });
  });

  it('changes nothing where something cannot follow', () => {
    write('pkg/tool.py', 'import helper\n');
    write('pkg/helper.py', 'x = 1\n');
    const { status, stderr } = move('pkg/tool.py', 'tool.py', '--write');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'pkg/tool.py:1:1: helper is found here only because both files lie in one folder.',
    );
    expect(read('pkg/tool.py')).toBe('import helper\n');
  });

  it('tells everything as JSON, and says why something cannot be moved', () => {
    const { stdout } = move('src/shape.ts', 'src/geo/shape.ts', '--format', 'json');
    const { from, to, files } = JSON.parse(stdout) as Moving;
    expect({ from, to }).toEqual({ from: 'src/shape.ts', to: 'src/geo/shape.ts' });
    expect(files.map(({ path, certain }) => [path, certain.length])).toEqual([
      ['src/app.ts', 1],
      ['src/shape.ts', 1],
    ]);
    const taken = move('src/shape.ts', 'src/round.ts');
    expect(taken.status).toBe(2);
    expect(taken.stderr).toContain('There is a file of this path already.');
    expect(move('src/none.ts', 'a.ts').stderr).toContain('The project has no file of this path');
    expect(move('src/shape.ts', '../shape.ts').stderr).toContain('The new path is not a path of a file');
  });
});
