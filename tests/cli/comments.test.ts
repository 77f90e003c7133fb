/** Comments that hide nothing, with the command as it is built. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRoot } from '../../scripts/lib/paths';

const ASSAY = inRoot('dist-node/assay.mjs');
const RULE = `id: no-eval
language: JavaScript
severity: error
message: Do not call eval on $A
rule: { pattern: eval($A) }
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-comments-'));
  write('rules.yml', RULE);
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

const assay = (...args: string[]) =>
  spawnSync(process.execPath, [ASSAY, 'scan', ...args], { cwd: folder, encoding: 'utf8' });

/** Rules and lines of what is open in a file. */
function open(path: string, ...args: string[]): string[] {
  const log = JSON.parse(assay(path, '--format', 'json', ...args).stdout);
  return log.findings.map(
    ({ ruleId, start }: { ruleId: string; start: { line: number } }) => `${ruleId} ${start.line}`,
  );
}

describe('comments that hide nothing', () => {
  it('are findings where they are malformed, unused or expired', () => {
    write(
      'a.py',
      ['x = 1  # assay-ignore', 'y = 2  # assay-ignore:', 'z = 3  # assay-ignore -- until 2020-01-01'].join(
        '\n',
      ),
    );
    expect(open('a.py')).toEqual([
      'suppression/unused 1',
      'suppression/malformed 2',
      'suppression/expired 3',
    ]);
    expect(open('a.py', '--no-builtin', '--rules', 'rules.yml')).toEqual([]);
  });

  it('that hold to a day are looked at again by each scan', () => {
    write('d.js', 'eval(x) // assay-ignore -- until 2999-12-31\n');
    write('e.js', 'eval(x) // assay-ignore\n');
    const args = [
      '.',
      '--no-builtin',
      '--rules',
      'rules.yml',
      '--cache',
      'cache',
      '--include',
      '*.js',
      '--stats',
    ];
    const stats = () =>
      JSON.parse(
        assay(...args)
          .stderr.trim()
          .split('\n')
          .at(-1) ?? '',
      );
    expect(stats()).toMatchObject({ suppressed: 2, unchanged: 0 });
    expect(stats()).toMatchObject({ suppressed: 2, unchanged: 1 });
  });
});
