/** A scan that goes on, by the built command: what is new and gone after each change, and how it ends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { COMMAND } from './command';
import { assay, environment, folder, write } from './folder';

const EVAL =
  'id: no-eval\nlanguage: JavaScript\nseverity: error\nmessage: No eval\nrule: { pattern: eval($A) }\n';

interface Line {
  new: { path: string; ruleId: string }[];
  gone: { path: string; line: number }[];
  findings: number;
  completeness: { state: string };
}

let running: ChildProcess | undefined;

afterEach(() => {
  running?.kill('SIGKILL');
});

/** Writes a file in one step: one that is seen half-way would be a change of its own. */
function save(path: string, text: string): void {
  write('beside', text);
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  renameSync(join(folder, 'beside'), join(folder, path));
}

/** A watched scan of `src`: its lines as they come, and its end. */
function watch(...args: string[]) {
  const all = ['scan', 'src', '--no-builtin', '--rules', 'rules', '--watch', '--format', 'json', ...args];
  const child = spawn(process.execPath, [...COMMAND, ...all], { cwd: folder, env: environment });
  running = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value } = await lines.next();
    const line = JSON.parse(value) as Line;
    return {
      new: line.new.map(({ path }) => path),
      gone: line.gone.map(({ path }) => path),
      ...{ findings: line.findings, state: line.completeness.state },
    };
  };
  const end = async () => {
    const code = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    return code;
  };
  return { next, end, error: child.stderr };
}

describe('assay scan --watch', () => {
  it('tells what is new and gone after each change, and ends with the code of what is there', async () => {
    write('rules/eval.yml', EVAL);
    write('.gitignore', '*.log\nbuilt\n');
    write('src/a.js', 'eval(1);\n');
    write('src/b.js', 'eval(2);\n');
    const { next, end } = watch('--fail-on', 'low');
    expect(await next()).toEqual({ new: ['src/a.js', 'src/b.js'], gone: [], findings: 2, state: 'whole' });

    save('src/b.js', '2;\n');
    expect(await next()).toEqual({ new: [], gone: ['src/b.js'], findings: 1, state: 'whole' });

    // One after the other in its place, as editors save.
    for (const text of ['eval(3);\n', 'eval(3);\neval(4);\n']) {
      save('src/b.js', text);
      expect(await next()).toMatchObject({ new: ['src/b.js'], gone: [] });
    }

    // What does not count is passed over: the next line is about a folder that is new, and then about one that is moved.
    save('src/debug.log', 'eval(5);\n');
    save('src/built/c.js', 'eval(5);\n');
    save('src/new/deep/c.js', 'eval(5);\n');
    expect(await next()).toEqual({ new: ['src/new/deep/c.js'], gone: [], findings: 4, state: 'whole' });
    renameSync(join(folder, 'src/new'), join(folder, 'src/other'));
    expect(await next()).toEqual({ new: [], gone: [], findings: 4, state: 'whole' });
    save('src/other/deep/c.js', '5;\n');
    expect(await next()).toMatchObject({ gone: ['src/other/deep/c.js'], findings: 3 });

    rmSync(join(folder, 'src/b.js'));
    expect(await next()).toMatchObject({ gone: ['src/b.js', 'src/b.js'], findings: 1 });
    expect(await end()).toBe(1);
  });

  it('says nothing is gone with a folder that is moved away, and goes on when it is back', async () => {
    write('rules/eval.yml', EVAL);
    write('src/a.js', 'eval(1);\n');
    const { next, end, error } = watch();
    expect(await next()).toMatchObject({ findings: 1 });
    const complaint = new Promise<string>((resolve) => error.once('data', (data) => resolve(String(data))));
    renameSync(join(folder, 'src'), join(folder, 'away'));
    expect(await complaint).toContain('src no longer exists');
    save('src/b.js', 'eval(2);\n');
    expect(await next()).toMatchObject({ new: ['src/b.js'], gone: ['src/a.js'], findings: 1 });
    expect(await end()).toBe(0);
  });

  it('refuses what is written once', () => {
    write('rules/eval.yml', EVAL);
    write('src/a.js', 'eval(1);\n');
    const { status, stderr } = assay('scan', 'src', '--watch', '--format', 'sarif');
    expect(status).toBe(2);
    expect(stderr).toContain('--watch prints text or JSON');
    expect(assay('scan', 'src', '--watch', '--output', 'x').status).toBe(2);
  });
});
